package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, moves each picture (N, H, W, C) by shares of its height and width drawn from the
 * factors: positive numbers move it down and to the right. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_translation/">
 * Keras: RandomTranslation</a>.
 */
public final class RandomTranslation extends WarpedPictures<RandomTranslation> {
  private Factor height;
  private Factor width;

  private RandomTranslation(Factor height, Factor width) {
    this.height = height;
    this.width = width;
  }

  /** By -factor to factor, at most 1. */
  public static RandomTranslation of(double heightFactor, double widthFactor) {
    return new RandomTranslation(
        Factor.of("heightFactor", heightFactor, -1, 1),
        Factor.of("widthFactor", widthFactor, -1, 1));
  }

  /** Down by low to high, each from -1 to 1. */
  public RandomTranslation heightFactor(double low, double high) {
    Factor factor = Factor.of("heightFactor", low, high, -1, 1);
    return with(layer -> layer.height = factor);
  }

  /** To the right by low to high, each from -1 to 1. */
  public RandomTranslation widthFactor(double low, double high) {
    Factor factor = Factor.of("widthFactor", low, high, -1, 1);
    return with(layer -> layer.width = factor);
  }

  @Override
  Value maps(Value pictures, int rows, int columns) {
    Value down = draw(pictures, 0, height).mul(-rows);
    Value right = draw(pictures, 1, width).mul(-columns);
    Value none = pictures.graph().constant(0);
    Value one = pictures.graph().constant(1);
    return maps(one, none, right, none, one, down);
  }

  @Override
  protected void addTo(Config config) {
    config.with("height_factor", height.asGiven()).with("width_factor", width.asGiven());
    addWarp(config);
  }

  static RandomTranslation fromConfig(Config config) {
    return new RandomTranslation(
            Factor.of(config, "height_factor", -1, 1), Factor.of(config, "width_factor", -1, 1))
        .warpConfigured(config);
  }
}
