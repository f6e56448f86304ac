package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;
import java.util.function.DoubleSupplier;

/** The base of initializers that are {@link VarianceScaling} with set arguments. */
abstract class FixedScaling<I extends FixedScaling<I>> extends Seeded<I> {
  private final VarianceScaling scaling;

  FixedScaling(double scale, VarianceScaling.Mode mode, VarianceScaling.Distribution distribution) {
    scaling = VarianceScaling.of(scale, mode, distribution);
  }

  @Override
  public final float[] values(Shape shape, long seed) {
    return Filled.from(shape, numbers(shape, seed));
  }

  @Override
  public final DoubleSupplier numbers(Shape shape, long seed) {
    return scaling.numbers(shape, seedOr(seed));
  }

  @Override
  protected final void addTo(Config config) {}
}
