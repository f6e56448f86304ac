package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, slants each picture (N, H, W, C): a row is moved to the left by a share of its
 * number, a column up by a share of its own. The shares are drawn from the factors, the direction,
 * the same for both, for each picture. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_shear/">Keras:
 * RandomShear</a>.
 */
public final class RandomShear extends WarpedPictures<RandomShear> {
  private Factor right;
  private Factor down;

  private RandomShear(Factor right, Factor down) {
    this.right = right;
    this.down = down;
  }

  /** Shares from -factor to factor, at most 1, for rows and for columns. */
  public static RandomShear of(double xFactor, double yFactor) {
    return new RandomShear(
        Factor.of("xFactor", xFactor, -1, 1), Factor.of("yFactor", yFactor, -1, 1));
  }

  /** How far rows are moved: from low to high, each from 0 to 1. */
  public RandomShear xFactor(double low, double high) {
    Factor factor = Factor.of("xFactor", low, high, 0, 1);
    return with(layer -> layer.right = factor);
  }

  /** How far columns are moved: from low to high, each from 0 to 1. */
  public RandomShear yFactor(double low, double high) {
    Factor factor = Factor.of("yFactor", low, high, 0, 1);
    return with(layer -> layer.down = factor);
  }

  @Override
  Value maps(Value pictures, int rows, int columns) {
    Value sign = draw(pictures, 0, new Factor(0, 1)).greater(0.5).mul(-2).add(1);
    Value none = pictures.graph().constant(0);
    Value one = pictures.graph().constant(1);
    return maps(
        one,
        draw(pictures, 1, right).mul(sign),
        none,
        draw(pictures, 2, down).mul(sign),
        one,
        none);
  }

  @Override
  protected void addTo(Config config) {
    config.with("x_factor", right.asGiven()).with("y_factor", down.asGiven());
    addWarp(config);
  }

  static RandomShear fromConfig(Config config) {
    return new RandomShear(factor(config, "x_factor"), factor(config, "y_factor"))
        .warpConfigured(config);
  }

  /** Keras writes a single number as two, the first negative, which it then refuses. */
  private static Factor factor(Config config, String name) {
    return config.get(name) == null ? Factor.of(name, 0, -1, 1) : Factor.of(config, name, -1, 1);
  }
}
