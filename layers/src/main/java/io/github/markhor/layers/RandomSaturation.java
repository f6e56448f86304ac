package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, multiplies the saturation of each picture (N, H, W, 3) by f / (1 - f), for a number
 * f drawn from the factor: 0 makes it gray, 0.5 leaves it, 1 makes it as colourful as can be. The
 * saturation is limited to 1, whatever the value range. A single factor is the upper bound, as
 * Keras documents; Keras 3.15 draws from -factor on, and makes all below 0 gray. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_saturation/">Keras:
 * RandomSaturation</a>.
 */
public final class RandomSaturation extends RangedPictures<RandomSaturation> {
  /** Keeps f / (1 - f) finite. */
  private static final double EPSILON = 1e-7;

  private final Factor factor;

  private RandomSaturation(Factor factor) {
    this.factor = factor;
  }

  /** The numbers f. From 0 to factor, at most 1. */
  public static RandomSaturation of(double factor) {
    return of(0, factor);
  }

  /** The numbers f. From low to high, each from 0 to 1. */
  public static RandomSaturation of(double low, double high) {
    return new RandomSaturation(Factor.of("factor", low, high, 0, 1));
  }

  @Override
  boolean needsColors() {
    return true;
  }

  @Override
  Value changed(Value pictures) {
    Value drawn = drawEach(pictures, 0, factor);
    return saturated(pictures, drawn.div(drawn.neg().add(1 + EPSILON)));
  }

  /** Pictures whose saturation is multiplied by factors (N, 1, 1, 1). */
  Value saturated(Value pictures, Value times) {
    Colors.Hsv colors = Colors.Hsv.of(valueRange().toUnit(pictures));
    Value saturation = colors.saturation().mul(times).clip(0, 1);
    return valueRange()
        .fromUnit(new Colors.Hsv(colors.hue(), saturation, colors.value()).pictures());
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor.json());
    addRanged(config);
  }

  static RandomSaturation fromConfig(Config config) {
    return new RandomSaturation(Factor.fromZero(config, "factor", -1, 1)).rangedConfigured(config);
  }
}
