package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, turns each picture (N, H, W, C) about its middle by an angle drawn from the factor,
 * a share of a whole turn; positive numbers turn counterclockwise. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_rotation/">Keras:
 * RandomRotation</a>.
 */
public final class RandomRotation extends WarpedPictures<RandomRotation> {
  private final Factor factor;

  private RandomRotation(Factor factor) {
    this.factor = factor;
  }

  /** Angles of -factor to factor turns, at most 1. */
  public static RandomRotation of(double factor) {
    return new RandomRotation(Factor.of("factor", factor, -1, 1));
  }

  /** Angles of low to high turns, each from -1 to 1. */
  public static RandomRotation of(double low, double high) {
    return new RandomRotation(Factor.of("factor", low, high, -1, 1));
  }

  @Override
  Value maps(Value pictures, int height, int width) {
    Value angle = draw(pictures, 0, factor).mul(2 * Math.PI);
    Value cos = angle.cos();
    Value sin = angle.sin();
    double x = (width - 1) / 2.0;
    double y = (height - 1) / 2.0;
    Value right = cos.mul(-x).add(sin.mul(y)).add(x);
    Value down = sin.mul(-x).sub(cos.mul(y)).add(y);
    return maps(cos, sin.neg(), right, sin, cos, down);
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor.json());
    addWarp(config);
  }

  static RandomRotation fromConfig(Config config) {
    return new RandomRotation(Factor.of(config, "factor", -1, 1)).warpConfigured(config);
  }
}
