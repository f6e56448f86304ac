package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, adds to each picture (N, H, W, C) a number drawn from the addition factor, limits
 * the sum, and makes a negative of what is not below a threshold drawn from the threshold factor.
 * Both are shares of the value range; Keras 3.15 forgets to multiply the lower bounds by its width.
 * See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/solarization/">Keras:
 * Solarization</a>.
 */
public final class Solarization extends RangedPictures<Solarization> {
  private Factor addition = new Factor(0, 0);
  private Factor threshold = new Factor(0, 0);

  private Solarization() {}

  /** Without arguments, negatives of all. */
  public static Solarization of() {
    return new Solarization();
  }

  /** What is added: from 0 to factor, at most 1. Default: 0. */
  public Solarization additionFactor(double factor) {
    return additionFactor(0, factor);
  }

  /** What is added: from low to high, each from 0 to 1. */
  public Solarization additionFactor(double low, double high) {
    Factor factor = Factor.of("additionFactor", low, high, 0, 1);
    return with(layer -> layer.addition = factor);
  }

  /** Where negatives begin: from 0 to factor, at most 1. Default: 0. */
  public Solarization thresholdFactor(double factor) {
    return thresholdFactor(0, factor);
  }

  /** Where negatives begin: from low to high, each from 0 to 1. */
  public Solarization thresholdFactor(double low, double high) {
    Factor factor = Factor.of("thresholdFactor", low, high, 0, 1);
    return with(layer -> layer.threshold = factor);
  }

  @Override
  Value changed(Value pictures) {
    return solarized(pictures, drawEach(pictures, 0, addition), drawEach(pictures, 1, threshold));
  }

  /** Pictures solarized by shares of the value range (N, 1, 1, 1). */
  Value solarized(Value pictures, Value added, Value limit) {
    Value lighter = valueRange().toUnit(pictures).add(added).clip(0, 1);
    Value below = lighter.less(limit);
    return valueRange().fromUnit(below.select(lighter, lighter.neg().add(1)));
  }

  @Override
  protected void addTo(Config config) {
    config.with("addition_factor", addition.json()).with("threshold_factor", threshold.json());
    addRanged(config);
  }

  static Solarization fromConfig(Config config) {
    Solarization layer = of().rangedConfigured(config);
    if (config.get("addition_factor") != null) {
      layer.addition = Factor.fromZero(config, "addition_factor", 0, 1);
    }
    if (config.get("threshold_factor") != null) {
      layer.threshold = Factor.fromZero(config, "threshold_factor", 0, 1);
    }
    return layer;
  }
}
