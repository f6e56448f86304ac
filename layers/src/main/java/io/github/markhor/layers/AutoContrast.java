package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * Stretches each channel of each picture (N, H, W, C) so that its smallest number becomes the start
 * of the value range and its largest the end; a channel of one number stays. In training as in
 * inference. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/auto_contrast/">Keras:
 * AutoContrast</a>.
 */
public final class AutoContrast extends WholePictures<AutoContrast> {
  private AutoContrast() {}

  /** For levels from 0 to 255. */
  public static AutoContrast of() {
    return new AutoContrast();
  }

  @Override
  boolean leavesAtInference() {
    return false;
  }

  @Override
  Value changed(Value pictures) {
    Value low = pictures.neg().maxOverKeeping(1, 2).neg();
    Value range = pictures.maxOverKeeping(1, 2).sub(low);
    Value differs = range.greater(0);
    Value stretched = pictures.sub(low).div(differs.select(range, 1));
    return differs.select(valueRange().fromUnit(stretched.clip(0, 1)), pictures);
  }

  @Override
  protected void addTo(Config config) {
    addWhole(config);
  }

  static AutoContrast fromConfig(Config config) {
    return of().wholeConfigured(config);
  }
}
