package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * From (N, ..., in) to (N, ..., units): the last axis times the kernel (in, units), a bias and an
 * activation. See <a href="https://keras.io/api/layers/core_layers/dense/">Keras: Dense</a>.
 */
public final class Dense extends KernelLayer<Dense> {
  private final int units;

  private Dense(int units) {
    if (units < 1) {
      throw new IllegalArgumentException("Expected at least one unit. Received: units=" + units);
    }
    this.units = units;
  }

  public static Dense of(int units) {
    return new Dense(units);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    checkInput(input);
    return kernelAndBias(Shape.of(input.size(-1), units), units);
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
    Value y = x.graph().apply(new MatMul(false, false), withKernelAndBias(rows, context)).output(0);
    return activated(y.reshape(x.shape().with(-1, units)));
  }

  @Override
  protected void addTo(Config config) {
    config.with("units", units);
    addKernelArguments(config);
  }

  static Dense fromConfig(Config config) {
    return new Dense(config.getInt("units", 0)).kernelConfigured(config);
  }
}
