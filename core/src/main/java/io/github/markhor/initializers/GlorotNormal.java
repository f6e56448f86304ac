package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;

/**
 * Normal, truncated, of deviation √(2 / (fan in + fan out)). Glorot and Bengio, "Understanding the
 * difficulty of training deep feedforward neural networks" (2010).
 */
public final class GlorotNormal extends FixedScaling<GlorotNormal> {
  private GlorotNormal() {
    super(1, Mode.FAN_AVG, Distribution.TRUNCATED_NORMAL);
  }

  /** With a seed of its own. */
  public static GlorotNormal of() {
    return new GlorotNormal();
  }

  static GlorotNormal fromConfig(Config config) {
    return of().seeded(config);
  }
}
