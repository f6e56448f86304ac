package io.github.markhor.layers;

import io.github.markhor.AbstractLayer;
import io.github.markhor.LayerContext;
import io.github.markhor.Shape;
import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.weights.Constraint;
import io.github.markhor.weights.GlorotUniform;
import io.github.markhor.weights.Initializer;
import io.github.markhor.weights.Regularizer;
import io.github.markhor.weights.WeightSpec;
import io.github.markhor.weights.Zeros;
import java.util.List;
import java.util.Objects;

/**
 * What layers with one kernel and one bias have in common: the arguments of these two, and the
 * activation that follows. Where an argument takes a regularizer or a constraint, null is none.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelLayer<L extends KernelLayer<L>> extends AbstractLayer<L> {
  private ActivationFunction activation = Activations.LINEAR;
  private boolean useBias = true;
  private Initializer kernelInitializer = GlorotUniform.of();
  private Initializer biasInitializer = Zeros.of();
  private Regularizer kernelRegularizer;
  private Regularizer biasRegularizer;
  private Regularizer activityRegularizer;
  private Constraint kernelConstraint;
  private Constraint biasConstraint;

  /** What is done to the result. Default: nothing, {@link Activations#LINEAR}. */
  public final L activation(ActivationFunction activation) {
    Objects.requireNonNull(activation, "activation");
    return with(layer -> ((KernelLayer<?>) layer).activation = activation);
  }

  /** The activation of Keras's name: {@code relu}. */
  public final L activation(String name) {
    return activation(Registry.make(ActivationFunction.class, name, Dialect.KERAS_3));
  }

  /** Whether a bias is added, one for each filter or unit. Default: true. */
  public final L useBias(boolean useBias) {
    return with(layer -> ((KernelLayer<?>) layer).useBias = useBias);
  }

  /** Default: {@link GlorotUniform}. */
  public final L kernelInitializer(Initializer initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(layer -> ((KernelLayer<?>) layer).kernelInitializer = initializer);
  }

  /** Default: {@link Zeros}. */
  public final L biasInitializer(Initializer initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(layer -> ((KernelLayer<?>) layer).biasInitializer = initializer);
  }

  /** A penalty for the kernel. Default: none. */
  public final L kernelRegularizer(Regularizer regularizer) {
    return with(layer -> ((KernelLayer<?>) layer).kernelRegularizer = regularizer);
  }

  /** A penalty for the bias. Default: none. */
  public final L biasRegularizer(Regularizer regularizer) {
    return with(layer -> ((KernelLayer<?>) layer).biasRegularizer = regularizer);
  }

  /** A penalty for the result, after the activation, divided by the batch size. Default: none. */
  public final L activityRegularizer(Regularizer regularizer) {
    return with(layer -> ((KernelLayer<?>) layer).activityRegularizer = regularizer);
  }

  /** What holds for the kernel after every step. Default: nothing. */
  public final L kernelConstraint(Constraint constraint) {
    return with(layer -> ((KernelLayer<?>) layer).kernelConstraint = constraint);
  }

  /** What holds for the bias after every step. Default: nothing. */
  public final L biasConstraint(Constraint constraint) {
    return with(layer -> ((KernelLayer<?>) layer).biasConstraint = constraint);
  }

  /** What is done to the result. */
  public final ActivationFunction activation() {
    return activation;
  }

  /** The kernel of this shape and, with {@link #useBias}, the bias: one for each {@code unit}. */
  protected final List<WeightSpec> kernelAndBias(Shape kernel, int units) {
    WeightSpec first =
        new WeightSpec(
            "kernel", kernel, true, kernelInitializer, kernelRegularizer, kernelConstraint);
    WeightSpec second =
        new WeightSpec(
            "bias", Shape.of(units), true, biasInitializer, biasRegularizer, biasConstraint);
    return useBias ? List.of(first, second) : List.of(first);
  }

  /** What operations take besides the input: kernel and, with {@link #useBias}, bias. */
  protected final Value[] withKernelAndBias(Value x, LayerContext context) {
    Value kernel = context.weight("kernel");
    return useBias ? new Value[] {x, kernel, context.weight("bias")} : new Value[] {x, kernel};
  }

  /** The activation's result (N, ...), whose penalty is added to the loss. */
  protected final Value activated(Value x, LayerContext context) {
    Value y = activation.apply(x);
    if (activityRegularizer != null) {
      Value penalty = activityRegularizer.penalty(y.cast(DType.FLOAT32));
      context.addLoss(penalty.div(y.shape().size(0)));
    }
    return y;
  }

  /** Adds the arguments of this class from {@code activation} on, in Keras's order. */
  protected final void addKernelArguments(Config config) {
    config
        .with("activation", activation.name())
        .with("use_bias", useBias)
        .with("kernel_initializer", kernelInitializer)
        .with("bias_initializer", biasInitializer)
        .with("kernel_regularizer", kernelRegularizer)
        .with("bias_regularizer", biasRegularizer)
        .with("activity_regularizer", activityRegularizer)
        .with("kernel_constraint", kernelConstraint)
        .with("bias_constraint", biasConstraint);
  }

  /** A copy with the arguments of this class and those of all layers. */
  protected final L kernelConfigured(Config config) {
    L copy = configured(config);
    KernelLayer<?> layer = copy;
    ActivationFunction named = config.getObject("activation", ActivationFunction.class);
    layer.activation = named == null ? Activations.LINEAR : named;
    layer.useBias = config.getBoolean("use_bias", true);
    Initializer kernel = config.getObject("kernel_initializer", Initializer.class);
    layer.kernelInitializer = kernel == null ? GlorotUniform.of() : kernel;
    Initializer bias = config.getObject("bias_initializer", Initializer.class);
    layer.biasInitializer = bias == null ? Zeros.of() : bias;
    layer.kernelRegularizer = config.getObject("kernel_regularizer", Regularizer.class);
    layer.biasRegularizer = config.getObject("bias_regularizer", Regularizer.class);
    layer.activityRegularizer = config.getObject("activity_regularizer", Regularizer.class);
    layer.kernelConstraint = config.getObject("kernel_constraint", Constraint.class);
    layer.biasConstraint = config.getObject("bias_constraint", Constraint.class);
    return copy;
  }
}
