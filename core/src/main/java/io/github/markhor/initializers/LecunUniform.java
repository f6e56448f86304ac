package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;

/**
 * Uniform within ±√(3 / fan in), for layers followed by SELU. Klambauer, Unterthiner, Mayr and
 * Hochreiter, "Self-Normalizing Neural Networks" (2017).
 */
public final class LecunUniform extends FixedScaling<LecunUniform> {
  private LecunUniform() {
    super(1, Mode.FAN_IN, Distribution.UNIFORM);
  }

  /** With a seed of its own. */
  public static LecunUniform of() {
    return new LecunUniform();
  }

  static LecunUniform fromConfig(Config config) {
    return of().seeded(config);
  }
}
