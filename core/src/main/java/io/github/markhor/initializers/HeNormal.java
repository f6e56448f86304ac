package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;
import io.github.markhor.tensor.Shape;

/**
 * Normal, truncated, of deviation √(2 / fan in), for layers followed by ReLU. He, Zhang, Ren and
 * Sun, "Delving Deep into Rectifiers" (2015).
 */
public final class HeNormal extends Seeded<HeNormal> {
  private static final VarianceScaling SCALING =
      VarianceScaling.of(2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);

  private HeNormal(Long seed) {
    super(seed);
  }

  public static HeNormal of() {
    return new HeNormal(null);
  }

  static HeNormal fromConfig(Config config) {
    return new HeNormal(seedOf(config));
  }

  @Override
  public HeNormal seed(long seed) {
    return new HeNormal(seed);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return SCALING.values(shape, seed() == null ? seed : seed());
  }

  @Override
  protected void addTo(Config config) {}
}
