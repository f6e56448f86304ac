package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The smallest of its inputs, element by element: {@code Minimum.of().apply(a, b)}. Sizes of 1 are
 * stretched. See <a href="https://keras.io/api/layers/merging_layers/minimum/">Keras: Minimum</a>.
 */
public final class Minimum extends BaseElementwiseMerge<Minimum> {
  private Minimum() {
    super(Value::min);
  }

  /** Takes the smaller of two inputs or more, element by element. */
  public static Minimum of() {
    return new Minimum();
  }

  static Minimum fromConfig(Config config) {
    return of().configured(config);
  }
}
