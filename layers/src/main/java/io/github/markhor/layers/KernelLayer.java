package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * What layers with one kernel and one bias have in common: the arguments of these two, and the
 * activation that follows. Where an argument takes a regularizer or a constraint, null is none.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelLayer<L extends KernelLayer<L>> extends BiasLayer<L> {
  private WeightArguments kernel = WeightArguments.of("kernel", GlorotUniform.of());

  /** Default: {@link GlorotUniform}. */
  public final L kernelInitializer(Initializer initializer) {
    return kernel(kernel.with(initializer));
  }

  /** A penalty for the kernel. Default: none. */
  public final L kernelRegularizer(Regularizer regularizer) {
    return kernel(kernel.with(regularizer));
  }

  /** What holds for the kernel after every step. Default: nothing. */
  public final L kernelConstraint(Constraint constraint) {
    return kernel(kernel.with(constraint));
  }

  private L kernel(WeightArguments arguments) {
    return with(layer -> ((KernelLayer<?>) layer).kernel = arguments);
  }

  /** The kernel of this shape and, with {@link #useBias}, the bias: one for each {@code unit}. */
  protected final List<WeightSpec> kernelAndBias(Shape shape, int units) {
    return withBias(units, kernel.spec(shape));
  }

  /** What operations take besides the input: kernel and, with {@link #useBias}, bias. */
  protected final Value[] withKernelAndBias(Value x, LayerContext context) {
    return withBias(x, context.weight("kernel"), context);
  }

  /** Adds the arguments of this class from {@code activation} on, in Keras's order. */
  protected final void addKernelArguments(Config config) {
    addBiasArguments(config, kernel);
  }

  /** A copy with the arguments of this class and those of all layers. */
  protected final L kernelConfigured(Config config) {
    L copy = biasConfigured(config);
    ((KernelLayer<?>) copy).kernel = kernel.configured(config);
    return copy;
  }
}
