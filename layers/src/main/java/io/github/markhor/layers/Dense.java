package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * From (N, ..., in) to (N, ..., units): the last axis times the kernel (in, units), a bias and an
 * activation. See <a href="https://keras.io/api/layers/core_layers/dense/">Keras: Dense</a>.
 *
 * <pre>{@code
 * Dense classes = Dense.of(10).activation("softmax").kernelRegularizer(L2.of(1e-4));
 * }</pre>
 */
public final class Dense extends BiasLayer<Dense> {
  private static final String KERNEL = "kernel";

  private final int units;

  private Dense(int units) {
    super(KERNEL);
    if (units < 1) {
      throw new IllegalArgumentException("Expected at least one unit. Received: units=" + units);
    }
    this.units = units;
  }

  /** A layer with {@code units} outputs for each sample, at least 1. */
  public static Dense of(int units) {
    return new Dense(units);
  }

  /** Default: {@link GlorotUniform}. */
  public Dense kernelInitializer(Initializer initializer) {
    return change(KERNEL, kernel -> kernel.with(initializer));
  }

  /** The initializer of Keras's name: {@code he_normal}. */
  public Dense kernelInitializer(String initializer) {
    return kernelInitializer(WeightArguments.initializer(initializer));
  }

  /** A penalty for the kernel. Default: none. */
  public Dense kernelRegularizer(Regularizer regularizer) {
    return change(KERNEL, kernel -> kernel.with(regularizer));
  }

  /** A condition that the kernel meets after every step. Default: none. */
  public Dense kernelConstraint(Constraint constraint) {
    return change(KERNEL, kernel -> kernel.with(constraint));
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    checkInput(input);
    return withBias(units, arguments(KERNEL).spec(Shape.of(input.size(-1), units)));
  }

  @Override
  public Shape outputShape(Shape input) {
    checkInput(input);
    return activated(input.with(-1, units));
  }

  private void checkInput(Shape input) {
    if (input.rank() == 0 || input.elements() == 0) {
      throw wrongInput("inputs (N, ..., in) with at least two axes, none of size 0,", input);
    }
  }

  @Override
  public Value call(Value x, LayerContext context) {
    int in = x.shape().size(-1);
    Value rows = x.reshape((int) (x.shape().elements() / in), in);
    Value[] operands = withBias(rows, context.weight(KERNEL), context);
    Value y = x.graph().apply(new MatMul(false, false), operands).output(0);
    return activated(y.reshape(x.shape().with(-1, units)));
  }

  @Override
  protected void addTo(Config config) {
    config.with("units", units);
    addBiasArguments(config);
  }

  static Dense fromConfig(Config config) {
    return new Dense(config.getInt("units", 0)).biasConfigured(config);
  }
}
