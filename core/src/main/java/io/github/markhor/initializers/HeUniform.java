package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;
import io.github.markhor.tensor.Shape;

/**
 * Uniform within ±√(6 / fan in), for layers followed by ReLU. He, Zhang, Ren and Sun, "Delving Deep
 * into Rectifiers" (2015).
 */
public final class HeUniform extends Seeded<HeUniform> {
  private static final VarianceScaling SCALING =
      VarianceScaling.of(2, Mode.FAN_IN, Distribution.UNIFORM);

  private HeUniform(Long seed) {
    super(seed);
  }

  public static HeUniform of() {
    return new HeUniform(null);
  }

  static HeUniform fromConfig(Config config) {
    return new HeUniform(seedOf(config));
  }

  @Override
  public HeUniform seed(long seed) {
    return new HeUniform(seed);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return SCALING.values(shape, seed() == null ? seed : seed());
  }

  @Override
  protected void addTo(Config config) {}
}
