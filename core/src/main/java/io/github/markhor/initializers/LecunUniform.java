package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;
import io.github.markhor.tensor.Shape;

/**
 * Uniform within ±√(3 / fan in), for layers followed by SELU. Klambauer, Unterthiner, Mayr and
 * Hochreiter, "Self-Normalizing Neural Networks" (2017).
 */
public final class LecunUniform extends Seeded<LecunUniform> {
  private static final VarianceScaling SCALING =
      VarianceScaling.of(1, Mode.FAN_IN, Distribution.UNIFORM);

  private LecunUniform(Long seed) {
    super(seed);
  }

  public static LecunUniform of() {
    return new LecunUniform(null);
  }

  static LecunUniform fromConfig(Config config) {
    return new LecunUniform(seedOf(config));
  }

  @Override
  public LecunUniform seed(long seed) {
    return new LecunUniform(seed);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return SCALING.values(shape, seed() == null ? seed : seed());
  }

  @Override
  protected void addTo(Config config) {}
}
