package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The middle (N, height, width, C) of pictures (N, H, W, C); of smaller pictures, the largest part
 * in the middle that has the proportions of the result, enlarged. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_preprocessing/center_crop/">Keras:
 * CenterCrop</a>.
 */
public final class CenterCrop extends ResizedPictures<CenterCrop> {
  private CenterCrop(int height, int width) {
    super(height, width);
  }

  /** A size in pixels. */
  public static CenterCrop of(int height, int width) {
    return new CenterCrop(height, width);
  }

  @Override
  Value resized(Value pictures, int height, int width) {
    int rows = pictures.shape().size(1) - height;
    int columns = pictures.shape().size(2) - width;
    if (rows < 0 || columns < 0) {
      return Resizing.cropped(pictures, height, width);
    }
    return pictures.pad(
        new int[] {0, -(rows / 2), -(columns / 2), 0},
        new int[] {0, rows / 2 - rows, columns / 2 - columns, 0});
  }

  static CenterCrop fromConfig(Config config) {
    return of(config.requireInt("height"), config.requireInt("width")).sizeConfigured(config);
  }
}
