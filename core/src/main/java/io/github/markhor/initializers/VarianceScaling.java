package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.tensor.Shape;
import java.util.function.DoubleSupplier;

/**
 * Random numbers of variance {@code scale} / n, with n the fan-in or fan-out, the number of inputs
 * or outputs that a weight connects to, so that signals keep their size from layer to layer.
 * Defaults: scale 1, {@link Mode#FAN_IN}, {@link Distribution#TRUNCATED_NORMAL}. See <a
 * href="https://keras.io/api/layers/initializers/">Keras: initializers</a>.
 *
 * <p>A kernel (..., in, out) has fan-in {@code in} and fan-out {@code out}, each times the product
 * of the other axes.
 */
public final class VarianceScaling extends Seeded<VarianceScaling> {
  /** The meaning of n. */
  public enum Mode {
    FAN_IN,
    FAN_OUT,
    /** The mean of both. */
    FAN_AVG
  }

  /** How the numbers are distributed. */
  public enum Distribution {
    UNIFORM,
    /** Normal, cut off at two deviations; the variance is corrected for the cut. */
    TRUNCATED_NORMAL,
    UNTRUNCATED_NORMAL
  }

  /** The deviation of a normal distribution of deviation 1 that is cut off at -2 and 2. */
  private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

  private final double scale;
  private final Mode mode;
  private final Distribution distribution;

  private VarianceScaling(double scale, Mode mode, Distribution distribution) {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("Expected scale > 0. Received: scale=" + scale);
    }
    this.scale = scale;
    this.mode = Require.notNull("mode", mode);
    this.distribution = Require.notNull("distribution", distribution);
  }

  /** Of scale 1, by the number of inputs, from a truncated normal distribution. */
  public static VarianceScaling of() {
    return of(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
  }

  /** Of the variance scale / n, where the mode says what n counts. */
  public static VarianceScaling of(double scale, Mode mode, Distribution distribution) {
    return new VarianceScaling(scale, mode, distribution);
  }

  /** By Keras's names: {@code fan_in}, {@code truncated_normal}. */
  public static VarianceScaling of(double scale, String mode, String distribution) {
    // Until 2.2 Keras called the truncated distribution "normal".
    String known = distribution.equals("normal") ? "truncated_normal" : distribution;
    return of(
        scale,
        KerasNames.choice(Mode.class, "mode", mode),
        KerasNames.choice(Distribution.class, "distribution", known));
  }

  static VarianceScaling fromConfig(Config config) {
    return of(
            config.getDouble("scale", 1),
            config.getString("mode", "fan_in"),
            config.getString("distribution", "truncated_normal"))
        .seeded(config);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return Filled.from(shape, numbers(shape, seed));
  }

  @Override
  public DoubleSupplier numbers(Shape shape, long seed) {
    double variance = scale / Math.max(1, fan(shape));
    Draws draws = new Draws(seedOr(seed));
    return switch (distribution) {
      case UNIFORM -> {
        double limit = Math.sqrt(3 * variance);
        yield () -> limit * (2 * draws.uniform() - 1);
      }
      case TRUNCATED_NORMAL -> {
        double deviation = Math.sqrt(variance) / TRUNCATED_DEVIATION;
        yield () -> deviation * draws.truncatedNormal();
      }
      case UNTRUNCATED_NORMAL -> {
        double deviation = Math.sqrt(variance);
        yield () -> deviation * draws.normal();
      }
    };
  }

  private double fan(Shape shape) {
    double out = shape.rank() == 0 ? 1 : shape.size(-1);
    double in = shape.rank() < 2 ? out : shape.size(-2);
    double field = 1;
    for (int axis = 0; axis < shape.rank() - 2; axis++) {
      field *= shape.size(axis);
    }
    return field
        * switch (mode) {
          case FAN_IN -> in;
          case FAN_OUT -> out;
          case FAN_AVG -> (in + out) / 2;
        };
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("scale", scale)
        .with("mode", KerasNames.of(mode))
        .with("distribution", KerasNames.of(distribution));
  }
}
