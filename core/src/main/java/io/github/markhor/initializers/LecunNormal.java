package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;
import io.github.markhor.tensor.Shape;

/**
 * Normal, truncated, of deviation √(1 / fan in), for layers followed by SELU. Klambauer,
 * Unterthiner, Mayr and Hochreiter, "Self-Normalizing Neural Networks" (2017).
 */
public final class LecunNormal extends Seeded<LecunNormal> {
  private static final VarianceScaling SCALING =
      VarianceScaling.of(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);

  private LecunNormal(Long seed) {
    super(seed);
  }

  public static LecunNormal of() {
    return new LecunNormal(null);
  }

  static LecunNormal fromConfig(Config config) {
    return new LecunNormal(seedOf(config));
  }

  @Override
  public LecunNormal seed(long seed) {
    return new LecunNormal(seed);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return SCALING.values(shape, seed() == null ? seed : seed());
  }

  @Override
  protected void addTo(Config config) {}
}
