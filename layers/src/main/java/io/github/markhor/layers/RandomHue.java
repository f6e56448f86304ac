package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, turns the hue of each picture (N, H, W, 3) by half a number drawn from the factor, a
 * share of the circle of colours, in either direction; lightness and saturation stay. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_hue/">Keras:
 * RandomHue</a>.
 */
public final class RandomHue extends RangedPictures<RandomHue> {
  private final Factor factor;

  private RandomHue(Factor factor) {
    this.factor = factor;
  }

  /** How far: 1 is half of the circle. From 0 to factor, at most 1. */
  public static RandomHue of(double factor) {
    return of(0, factor);
  }

  /** How far: 1 is half of the circle. From low to high, each from 0 to 1. */
  public static RandomHue of(double low, double high) {
    return new RandomHue(Factor.of("factor", low, high, 0, 1));
  }

  @Override
  boolean needsColors() {
    return true;
  }

  @Override
  Value changed(Value pictures) {
    Value away = drawEach(pictures, 0, new Factor(0, 1)).greater(0.5);
    Value size = drawEach(pictures, 1, factor).mul(0.5);
    return turned(pictures, away.select(size.neg(), size));
  }

  /** Pictures whose hue is turned by shares of the circle (N, 1, 1, 1), from -0.5 to 0.5. */
  Value turned(Value pictures, Value shift) {
    Colors.Hsv colors = Colors.Hsv.of(valueRange().toUnit(pictures));
    Value hue = colors.hue().add(shift);
    Value wrapped = hue.greater(1).select(hue.sub(1), hue);
    Value positive = wrapped.less(0).select(wrapped.add(1), wrapped);
    Value turned = new Colors.Hsv(positive, colors.saturation(), colors.value()).pictures();
    return valueRange().fromUnit(turned.clip(0, 1));
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor.json());
    addRanged(config);
  }

  static RandomHue fromConfig(Config config) {
    return new RandomHue(Factor.fromZero(config, "factor", 0, 1)).rangedConfigured(config);
  }
}
