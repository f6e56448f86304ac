package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, mixes each picture (N, H, W, 3) with its gray one: x + f · (gray - x), for a number
 * f drawn from the factor, limited to the value range. A single factor is the upper bound, as Keras
 * documents; Keras 3.15 draws from -factor on, which makes half of the pictures more colourful. See
 * <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_degeneration/">Keras:
 * RandomColorDegeneration</a>.
 */
public final class RandomColorDegeneration extends RangedPictures<RandomColorDegeneration> {
  private final Factor factor;

  private RandomColorDegeneration(Factor factor) {
    this.factor = factor;
  }

  /** The share of gray. From 0 to factor, at most 1. */
  public static RandomColorDegeneration of(double factor) {
    return of(0, factor);
  }

  /** The share of gray. From low to high, each from 0 to 1. */
  public static RandomColorDegeneration of(double low, double high) {
    return new RandomColorDegeneration(Factor.of("factor", low, high, 0, 1));
  }

  @Override
  boolean needsColors() {
    return true;
  }

  @Override
  Value changed(Value pictures) {
    Value degenerate = Colors.gray(pictures).sub(pictures).mul(drawEach(pictures, 0, factor));
    return valueRange().limit(pictures.add(degenerate));
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor.json());
    addRanged(config);
  }

  static RandomColorDegeneration fromConfig(Config config) {
    return new RandomColorDegeneration(Factor.fromZero(config, "factor", -1, 1))
        .rangedConfigured(config);
  }
}
