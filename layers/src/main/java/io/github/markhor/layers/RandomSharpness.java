package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * In training, blurs or sharpens each picture (N, H, W, C): x + (1 - 2f) · (smooth - x), for a
 * number f drawn from the factor, limited to the value range. 0 gives the smooth picture, 0.5
 * leaves it, 1 sharpens it. The smooth picture is the mean of 3 x 3 pixels, of which the middle
 * counts five times and those beyond the edge are 0. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_sharpness/">Keras:
 * RandomSharpness</a>.
 */
public final class RandomSharpness extends RangedPictures<RandomSharpness> {
  private final Factor factor;

  private RandomSharpness(Factor factor) {
    this.factor = factor;
  }

  /** The numbers f. From 0 to factor, at most 1. */
  public static RandomSharpness of(double factor) {
    return of(0, factor);
  }

  /** The numbers f. From low to high, each from 0 to 1. */
  public static RandomSharpness of(double low, double high) {
    return new RandomSharpness(Factor.of("factor", low, high, 0, 1));
  }

  @Override
  Value changed(Value pictures) {
    Value share = drawEach(pictures, 0, factor).mul(-2).add(1);
    return valueRange().limit(smooth(pictures).sub(pictures).mul(share).add(pictures));
  }

  private static Value smooth(Value pictures) {
    int channels = pictures.shape().size(3);
    float[] kernel = new float[9 * channels];
    Arrays.fill(kernel, 1 / 13f);
    Arrays.fill(kernel, 4 * channels, 5 * channels, 5 / 13f);
    Type type = Type.float32(Shape.of(3, 3, 1, channels));
    return Blur.apply(pictures, pictures.graph().constant(type, kernel));
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor.json());
    addRanged(config);
  }

  static RandomSharpness fromConfig(Config config) {
    return new RandomSharpness(Factor.fromZero(config, "factor", 0, 1)).rangedConfigured(config);
  }
}
