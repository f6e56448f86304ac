package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * a - b: {@code Subtract.of().apply(a, b)}. Sizes of 1 are stretched. See <a
 * href="https://keras.io/api/layers/merging_layers/subtract/">Keras: Subtract</a>.
 */
public final class Subtract extends BaseElementwiseMerge<Subtract> {
  private Subtract() {
    super(Value::sub);
  }

  /** Takes the second input from the first. */
  public static Subtract of() {
    return new Subtract();
  }

  @Override
  void checkCount(List<Shape> inputs) {
    if (inputs.size() != 2) {
      throw wrongInputs("two inputs", inputs);
    }
  }

  static Subtract fromConfig(Config config) {
    return of().configured(config);
  }
}
