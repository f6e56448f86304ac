package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;

/**
 * Normal, truncated, of deviation √(1 / fan in), for layers followed by SELU. Klambauer,
 * Unterthiner, Mayr and Hochreiter, "Self-Normalizing Neural Networks" (2017).
 */
public final class LecunNormal extends FixedScaling<LecunNormal> {
  private LecunNormal() {
    super(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
  }

  /** With a seed of its own. */
  public static LecunNormal of() {
    return new LecunNormal();
  }

  static LecunNormal fromConfig(Config config) {
    return of().seeded(config);
  }
}
