package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The largest of its inputs, element by element: {@code Maximum.of().apply(a, b)}. Sizes of 1 are
 * stretched. See <a href="https://keras.io/api/layers/merging_layers/maximum/">Keras: Maximum</a>.
 */
public final class Maximum extends BaseElementwiseMerge<Maximum> {
  private Maximum() {
    super(Value::max);
  }

  /** Takes the larger of two inputs or more, element by element. */
  public static Maximum of() {
    return new Maximum();
  }

  static Maximum fromConfig(Config config) {
    return of().configured(config);
  }
}
