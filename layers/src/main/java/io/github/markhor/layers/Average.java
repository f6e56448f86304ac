package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean of its inputs: {@code Average.of().apply(a, b)}. Sizes of 1 are stretched. See <a
 * href="https://keras.io/api/layers/merging_layers/average/">Keras: Average</a>.
 */
public final class Average extends BaseElementwiseMerge<Average> {
  private Average() {
    super(Value::add);
  }

  /** Takes the mean of two inputs or more. */
  public static Average of() {
    return new Average();
  }

  @Override
  Value merged(Value combined, int count) {
    return combined.div(count);
  }

  static Average fromConfig(Config config) {
    return of().configured(config);
  }
}
