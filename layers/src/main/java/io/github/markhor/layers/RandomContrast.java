package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, (x - mean) · f + mean for the mean of each channel of each picture (N, H, W, C) and
 * a number f for each picture, drawn from 1 - lower to 1 + upper; then limited to the value range.
 * A single number is lower and upper, as Keras documents; Keras 3.15 takes it for upper alone. See
 * <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_contrast/">Keras:
 * RandomContrast</a>.
 */
public final class RandomContrast extends RandomPictures<RandomContrast> {
  private final double lower;
  private final double upper;
  private ValueRange valueRange = ValueRange.BYTES;

  private RandomContrast(double lower, double upper) {
    if (!(lower >= 0 && lower <= 1 && upper >= 0 && Double.isFinite(upper))) {
      throw new IllegalArgumentException(
          "Expected a factor of at least 0, the lower at most 1. Received: factor=("
              + lower
              + ", "
              + upper
              + ")");
    }
    this.lower = lower;
    this.upper = upper;
  }

  /** From 1 - factor to 1 + factor. */
  public static RandomContrast of(double factor) {
    return of(factor, factor);
  }

  /** From 1 - lower to 1 + upper. */
  public static RandomContrast of(double lower, double upper) {
    return new RandomContrast(lower, upper);
  }

  /** The bounds of the result. Default: 0 to 255. */
  public RandomContrast valueRange(double low, double high) {
    ValueRange range = ValueRange.of(low, high);
    return with(layer -> layer.valueRange = range);
  }

  @Override
  Value transformed(Value pictures) {
    Factor factor = new Factor(1 - lower, 1 + upper);
    Value drawn =
        draw(pictures, 0, factor).reshape(pictures.shape().size(0), 1, 1, 1).cast(pictures.dtype());
    Value mean = pictures.meanKeeping(1, 2);
    return valueRange.limit(pictures.sub(mean).mul(drawn).add(mean));
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", new double[] {lower, upper}).with("value_range", valueRange.json());
    addPictures(config);
  }

  static RandomContrast fromConfig(Config config) {
    double[] factor = Factor.numbers(config, "factor");
    return of(factor[0], factor[factor.length - 1])
        .picturesConfigured(config)
        .with(layer -> layer.valueRange = ValueRange.of(config));
  }
}
