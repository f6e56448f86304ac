package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.initializers.VarianceScaling.Distribution;
import io.github.markhor.initializers.VarianceScaling.Mode;
import io.github.markhor.tensor.Shape;
import java.util.function.DoubleSupplier;

/**
 * Uniform within ±√(6 / (fan in + fan out)): what kernels begin with. Glorot and Bengio,
 * "Understanding the difficulty of training deep feedforward neural networks" (2010).
 */
public final class GlorotUniform extends Seeded<GlorotUniform> {
  private static final VarianceScaling SCALING =
      VarianceScaling.of(1, Mode.FAN_AVG, Distribution.UNIFORM);

  private GlorotUniform(Long seed) {
    super(seed);
  }

  public static GlorotUniform of() {
    return new GlorotUniform(null);
  }

  static GlorotUniform fromConfig(Config config) {
    return new GlorotUniform(seedOf(config));
  }

  @Override
  public GlorotUniform seed(long seed) {
    return new GlorotUniform(seed);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return Filled.from(shape, numbers(shape, seed));
  }

  @Override
  public DoubleSupplier numbers(Shape shape, long seed) {
    return SCALING.numbers(shape, seed() == null ? seed : seed());
  }

  @Override
  protected void addTo(Config config) {}
}
