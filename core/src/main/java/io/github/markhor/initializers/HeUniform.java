package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;

/**
 * Uniform within ±√(6 / fan in), for layers followed by ReLU. He, Zhang, Ren and Sun, "Delving Deep
 * into Rectifiers" (2015).
 */
public final class HeUniform extends FixedScaling<HeUniform> {
  private HeUniform() {
    super(2, Mode.FAN_IN, Distribution.UNIFORM);
  }

  /** With a seed of its own. */
  public static HeUniform of() {
    return new HeUniform();
  }

  static HeUniform fromConfig(Config config) {
    return of().seeded(config);
  }
}
