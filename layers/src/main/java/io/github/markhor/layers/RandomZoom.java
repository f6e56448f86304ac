package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, zooms each picture (N, H, W, C) about its middle: the result shows 1 + f times the
 * height and width, with f drawn from the factors, so that positive numbers make things smaller.
 * Without a factor for the width, proportions stay. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_zoom/">Keras:
 * RandomZoom</a>.
 */
public final class RandomZoom extends WarpedPictures<RandomZoom> {
  /** Just above -1, which would show nothing of the picture. */
  private static final double LOWEST = Math.nextUp(-1.0);

  private Factor height;
  private Factor width;

  private RandomZoom(Factor height) {
    this.height = height;
  }

  /** By -factor to factor in height and width alike. */
  public static RandomZoom of(double heightFactor) {
    return new RandomZoom(Factor.of("heightFactor", heightFactor, LOWEST, 1));
  }

  /** By -factor to factor, each axis by itself. */
  public static RandomZoom of(double heightFactor, double widthFactor) {
    Factor factor = Factor.of("widthFactor", widthFactor, LOWEST, 1);
    return of(heightFactor).with(layer -> layer.width = factor);
  }

  /** By low to high, above -1 and at most 1. */
  public RandomZoom heightFactor(double low, double high) {
    Factor factor = Factor.of("heightFactor", low, high, LOWEST, 1);
    return with(layer -> layer.height = factor);
  }

  /** By low to high, above -1 and at most 1. Default: as the height. */
  public RandomZoom widthFactor(double low, double high) {
    Factor factor = Factor.of("widthFactor", low, high, LOWEST, 1);
    return with(layer -> layer.width = factor);
  }

  @Override
  Value maps(Value pictures, int rows, int columns) {
    Value down = draw(pictures, 0, height);
    Value right = width == null ? down : draw(pictures, 1, width);
    Value none = pictures.graph().constant(0);
    return maps(
        right.add(1),
        none,
        right.mul((1 - columns) / 2.0),
        none,
        down.add(1),
        down.mul((1 - rows) / 2.0));
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("height_factor", height.asGiven())
        .with("width_factor", width == null ? null : width.asGiven());
    addWarp(config);
  }

  static RandomZoom fromConfig(Config config) {
    RandomZoom layer = new RandomZoom(Factor.of(config, "height_factor", LOWEST, 1));
    if (config.get("width_factor") != null) {
      layer.width = Factor.of(config, "width_factor", LOWEST, 1);
    }
    return layer.warpConfigured(config);
  }
}
