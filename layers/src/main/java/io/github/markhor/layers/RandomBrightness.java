package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, adds to all of each picture (N, H, W, C) a number drawn from the factor, times the
 * width of the value range, and limits the result to that range. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_brightness/">
 * Keras: RandomBrightness</a>.
 */
public final class RandomBrightness extends RandomPictures<RandomBrightness> {
  private final Factor factor;
  private ValueRange valueRange = ValueRange.BYTES;

  private RandomBrightness(Factor factor) {
    this.factor = factor;
  }

  /** From -factor to factor; 1 turns black into white. */
  public static RandomBrightness of(double factor) {
    return new RandomBrightness(Factor.of("factor", factor, -1, 1));
  }

  /** From low to high, each from -1 to 1. */
  public static RandomBrightness of(double low, double high) {
    return new RandomBrightness(Factor.of("factor", low, high, -1, 1));
  }

  /** The bounds of the pictures' numbers and of the result. Default: 0 to 255. */
  public RandomBrightness valueRange(double low, double high) {
    ValueRange range = ValueRange.of(low, high);
    return with(layer -> layer.valueRange = range);
  }

  @Override
  Value transformed(Value pictures) {
    Value drawn =
        draw(pictures, 0, factor)
            .mul(valueRange.high() - valueRange.low())
            .reshape(pictures.shape().size(0), 1, 1, 1)
            .cast(pictures.dtype());
    return valueRange.limit(pictures.add(drawn));
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor.json()).with("value_range", valueRange.json());
    addPictures(config);
  }

  static RandomBrightness fromConfig(Config config) {
    return new RandomBrightness(Factor.of(config, "factor", -1, 1))
        .picturesConfigured(config)
        .with(layer -> layer.valueRange = ValueRange.of(config));
  }
}
