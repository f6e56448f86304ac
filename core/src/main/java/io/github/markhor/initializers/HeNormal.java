package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;

/**
 * Normal, truncated, of deviation √(2 / fan in), for layers followed by ReLU. He, Zhang, Ren and
 * Sun, "Delving Deep into Rectifiers" (2015).
 */
public final class HeNormal extends FixedScaling<HeNormal> {
  private HeNormal() {
    super(2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
  }

  /** With a seed of its own. */
  public static HeNormal of() {
    return new HeNormal();
  }

  static HeNormal fromConfig(Config config) {
    return of().seeded(config);
  }
}
