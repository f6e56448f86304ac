package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.initializers.Zeros;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What layers with kernels have in common besides these: a bias and the activation that follows.
 * Where an argument takes a regularizer or a constraint, null is none.
 *
 * @param <L> the layer's own class
 */
public abstract class BiasLayer<L extends BiasLayer<L>> extends AbstractLayer<L> {
  private ActivationFunction activation = Activations.LINEAR;
  private boolean useBias = true;
  private WeightArguments bias = WeightArguments.of("bias", Zeros.of());

  /** What is done to the result. Default: nothing, {@link Activations#LINEAR}. */
  public final L activation(ActivationFunction activation) {
    Objects.requireNonNull(activation, "activation");
    return with(layer -> ((BiasLayer<?>) layer).activation = activation);
  }

  /** The activation of Keras's name: {@code relu}. */
  public final L activation(String name) {
    return activation(Registry.make(ActivationFunction.class, name, Dialect.KERAS_3));
  }

  /** Whether a bias is added, one for each filter or unit. Default: true. */
  public final L useBias(boolean useBias) {
    return with(layer -> ((BiasLayer<?>) layer).useBias = useBias);
  }

  /** Default: {@link Zeros}. */
  public final L biasInitializer(Initializer initializer) {
    return bias(bias.with(initializer));
  }

  /** A penalty for the bias. Default: none. */
  public final L biasRegularizer(Regularizer regularizer) {
    return bias(bias.with(regularizer));
  }

  /** What holds for the bias after every step. Default: nothing. */
  public final L biasConstraint(Constraint constraint) {
    return bias(bias.with(constraint));
  }

  private L bias(WeightArguments arguments) {
    return with(layer -> ((BiasLayer<?>) layer).bias = arguments);
  }

  /** What is done to the result. */
  public final ActivationFunction activation() {
    return activation;
  }

  /** These weights and, with {@link #useBias}, the bias: one for each {@code unit}. */
  protected final List<WeightSpec> withBias(int units, WeightSpec... kernels) {
    List<WeightSpec> weights = new ArrayList<>(List.of(kernels));
    if (useBias) {
      weights.add(bias.spec(Shape.of(units)));
    }
    return List.copyOf(weights);
  }

  /** What operations take that add a bias: input, kernel and, with {@link #useBias}, bias. */
  protected final Value[] withBias(Value x, Value kernel, LayerContext context) {
    return useBias ? new Value[] {x, kernel, context.weight("bias")} : new Value[] {x, kernel};
  }

  /** A result (N, ..., units) and, with {@link #useBias}, the bias. */
  protected final Value plusBias(Value x, LayerContext context) {
    return useBias ? x.add(context.weight("bias")) : x;
  }

  /** The activation's result (N, ...). */
  protected final Value activated(Value x) {
    return activation.apply(x);
  }

  /** The shape that the activation makes of one, both without the batch. */
  protected final Shape activated(Shape shape) {
    return activation.outputShape(shape);
  }

  /** Adds the arguments of this class and of these kernels from activation on, as Keras does. */
  final void addBiasArguments(Config config, WeightArguments... kernels) {
    WeightArguments[] all = Arrays.copyOf(kernels, kernels.length + 1);
    all[kernels.length] = bias;
    config.with("activation", activation.name()).with("use_bias", useBias);
    WeightArguments.addInitializers(config, all);
    WeightArguments.addRegularizers(config, all);
    WeightArguments.addConstraints(config, all);
  }

  /** A copy with the arguments of this class and those of all layers. */
  final L biasConfigured(Config config) {
    L copy = configured(config);
    BiasLayer<?> layer = copy;
    ActivationFunction named = config.getObject("activation", ActivationFunction.class);
    layer.activation = named == null ? Activations.LINEAR : named;
    layer.useBias = config.getBoolean("use_bias", true);
    layer.bias = bias.configured(config);
    return copy;
  }
}
