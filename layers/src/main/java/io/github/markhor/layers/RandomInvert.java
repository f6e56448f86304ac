package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, makes negatives of some pictures (N, H, W, C): low + high - x for the value range.
 * For each picture a probability is drawn from the factor. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_invert/">Keras:
 * RandomInvert</a>.
 */
public final class RandomInvert extends RangedPictures<RandomInvert> {
  private final Factor factor;

  private RandomInvert(Factor factor) {
    this.factor = factor;
  }

  /** The probability. From 0 to factor, at most 1. */
  public static RandomInvert of(double factor) {
    return of(0, factor);
  }

  /** The probability. From low to high, each from 0 to 1. */
  public static RandomInvert of(double low, double high) {
    return new RandomInvert(Factor.of("factor", low, high, 0, 1));
  }

  @Override
  Value changed(Value pictures) {
    Value negative = pictures.neg().add(valueRange().low() + valueRange().high());
    return chosen(pictures, 0, factor).select(negative, pictures);
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor.json());
    addRanged(config);
  }

  static RandomInvert fromConfig(Config config) {
    return new RandomInvert(Factor.fromZero(config, "factor", 0, 1)).rangedConfigured(config);
  }
}
