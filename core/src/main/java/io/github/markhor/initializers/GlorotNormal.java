package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;
import io.github.markhor.tensor.Shape;

/**
 * Normal, truncated, of deviation √(2 / (fan in + fan out)). Glorot and Bengio, "Understanding the
 * difficulty of training deep feedforward neural networks" (2010).
 */
public final class GlorotNormal extends Seeded<GlorotNormal> {
  private static final VarianceScaling SCALING =
      VarianceScaling.of(1, Mode.FAN_AVG, Distribution.TRUNCATED_NORMAL);

  private GlorotNormal(Long seed) {
    super(seed);
  }

  public static GlorotNormal of() {
    return new GlorotNormal(null);
  }

  static GlorotNormal fromConfig(Config config) {
    return new GlorotNormal(seedOf(config));
  }

  @Override
  public GlorotNormal seed(long seed) {
    return new GlorotNormal(seed);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return SCALING.values(shape, seed() == null ? seed : seed());
  }

  @Override
  protected void addTo(Config config) {}
}
