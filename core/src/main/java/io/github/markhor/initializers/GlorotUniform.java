package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;

/**
 * Uniform within ±√(6 / (fan in + fan out)): the default of kernels. Glorot and Bengio,
 * "Understanding the difficulty of training deep feedforward neural networks" (2010).
 */
public final class GlorotUniform extends FixedScaling<GlorotUniform> {
  private GlorotUniform() {
    super(1, Mode.FAN_AVG, Distribution.UNIFORM);
  }

  /** With a seed of its own. */
  public static GlorotUniform of() {
    return new GlorotUniform();
  }

  static GlorotUniform fromConfig(Config config) {
    return of().seeded(config);
  }
}
