package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * a · b · ...: the product of its inputs: {@code Multiply.of().apply(a, b)}. Sizes of 1 are
 * stretched. See <a href="https://keras.io/api/layers/merging_layers/multiply/">Keras:
 * Multiply</a>.
 */
public final class Multiply extends BaseElementwiseMerge<Multiply> {
  private Multiply() {
    super(Value::mul);
  }

  /** Multiplies two inputs or more, element by element. */
  public static Multiply of() {
    return new Multiply();
  }

  static Multiply fromConfig(Config config) {
    return of().configured(config);
  }
}
