package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * In training, changes brightness, contrast, saturation and hue of each picture (N, H, W, C) at
 * random, in this order, as {@link RandomBrightness}, {@link RandomContrast}, {@link
 * RandomSaturation} and {@link RandomHue} do, those that have a factor. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_jitter/">Keras:
 * RandomColorJitter</a>.
 */
public final class RandomColorJitter extends RangedPictures<RandomColorJitter> {
  private double[] brightness;
  private double[] contrast;
  private double[] saturation;
  private double[] hue;

  private RandomColorJitter() {}

  /** Without factors, which changes nothing. */
  public static RandomColorJitter of() {
    return new RandomColorJitter();
  }

  /** From -factor to factor, or from low to high: see {@link RandomBrightness}. */
  public RandomColorJitter brightnessFactor(double... factor) {
    double[] checked = oneOrTwo("brightnessFactor", factor);
    return checked(layer -> layer.brightness = checked);
  }

  /** Lower and upper, or one number for both: see {@link RandomContrast}. */
  public RandomColorJitter contrastFactor(double... factor) {
    double[] checked = oneOrTwo("contrastFactor", factor);
    return checked(layer -> layer.contrast = checked);
  }

  /** From 0 to factor, or from low to high: see {@link RandomSaturation}. */
  public RandomColorJitter saturationFactor(double... factor) {
    double[] checked = oneOrTwo("saturationFactor", factor);
    return checked(layer -> layer.saturation = checked);
  }

  /** From 0 to factor, or from low to high: see {@link RandomHue}. */
  public RandomColorJitter hueFactor(double... factor) {
    double[] checked = oneOrTwo("hueFactor", factor);
    return checked(layer -> layer.hue = checked);
  }

  private static double[] oneOrTwo(String name, double... factor) {
    if (factor.length < 1 || factor.length > 2) {
      throw new IllegalArgumentException(
          "Expected one number or two for " + name + ". Received: " + factor.length);
    }
    return factor.clone();
  }

  private RandomColorJitter checked(Consumer<RandomColorJitter> change) {
    RandomColorJitter copy = with(change);
    copy.parts();
    return copy;
  }

  @Override
  boolean needsColors() {
    return saturation != null || hue != null;
  }

  /** What the layers that have a factor do, in order. */
  private List<UnaryOperator<Value>> parts() {
    List<UnaryOperator<Value>> parts = new ArrayList<>();
    ValueRange range = valueRange();
    if (brightness != null) {
      double low = brightness.length == 1 ? -brightness[0] : brightness[0];
      RandomBrightness layer = RandomBrightness.of(low, last(brightness));
      add(parts, layer.valueRange(range.low(), range.high()), 0);
    }
    if (contrast != null) {
      RandomContrast layer = RandomContrast.of(contrast[0], last(contrast));
      add(parts, layer.valueRange(range.low(), range.high()), 1);
    }
    if (saturation != null) {
      double low = saturation.length == 1 ? 0 : saturation[0];
      add(parts, RandomSaturation.of(low, last(saturation)).withRange(range), 2);
    }
    if (hue != null) {
      double low = hue.length == 1 ? 0 : hue[0];
      add(parts, RandomHue.of(low, last(hue)).withRange(range), 3);
    }
    return parts;
  }

  private <L extends RandomPictures<L>> void add(
      List<UnaryOperator<Value>> parts, L layer, int number) {
    parts.add(seeded(layer, number)::transformed);
  }

  private static double last(double... factor) {
    return factor[factor.length - 1];
  }

  @Override
  Value changed(Value pictures) {
    Value changed = pictures;
    for (UnaryOperator<Value> part : parts()) {
      changed = part.apply(changed);
    }
    return changed;
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("brightness_factor", json(brightness))
        .with("contrast_factor", json(contrast))
        .with("saturation_factor", json(saturation))
        .with("hue_factor", json(hue));
    addRanged(config);
  }

  private static Object json(double... factor) {
    return factor == null || factor.length == 2 ? factor : (Object) factor[0];
  }

  static RandomColorJitter fromConfig(Config config) {
    RandomColorJitter layer = of().rangedConfigured(config);
    layer.brightness = numbers(config, "brightness_factor");
    layer.contrast = numbers(config, "contrast_factor");
    layer.saturation = numbers(config, "saturation_factor");
    layer.hue = numbers(config, "hue_factor");
    layer.parts();
    return layer;
  }

  private static double[] numbers(Config config, String name) {
    return config.get(name) == null ? null : Factor.numbers(config, name);
  }
}
