package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;

/**
 * Brings pictures (N, H, W, C) to (N, height, width, C). Pixels are squares, and the interpolation
 * goes between their middles, as in TensorFlow and Pillow. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_preprocessing/resizing/">Keras:
 * Resizing</a>.
 */
public final class Resizing extends ResizedPictures<Resizing> {
  private Interpolation interpolation = Interpolation.BILINEAR;
  private boolean antialias;
  private boolean cropToAspectRatio;
  private boolean padToAspectRatio;
  private double fillValue;

  private Resizing(int height, int width) {
    super(height, width);
  }

  /** A size in pixels. */
  public static Resizing of(int height, int width) {
    return new Resizing(height, width);
  }

  /** How pixels are interpolated. Default: {@link Interpolation#BILINEAR}. */
  public Resizing interpolation(Interpolation interpolation) {
    Require.notNull("interpolation", interpolation);
    return with(layer -> layer.interpolation = interpolation);
  }

  /** The interpolation of Keras's name: {@code bilinear}. */
  public Resizing interpolation(String interpolation) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", interpolation));
  }

  /**
   * Whether a picture that becomes smaller is blurred, so that every pixel counts; NEAREST and AREA
   * ignore it. Default: false.
   */
  public Resizing antialias(boolean antialias) {
    return with(layer -> layer.antialias = antialias);
  }

  /**
   * Whether to take the largest part in the middle that has the result's proportions, so that
   * nothing is distorted. Default: false.
   */
  public Resizing cropToAspectRatio(boolean crop) {
    return with(
        layer -> {
          layer.cropToAspectRatio = crop;
          layer.checkRatio();
        });
  }

  /**
   * Whether the picture is padded to the result's proportions with the fill value on both sides.
   * Default: false.
   */
  public Resizing padToAspectRatio(boolean pad) {
    return with(
        layer -> {
          layer.padToAspectRatio = pad;
          layer.checkRatio();
        });
  }

  /** The number that pictures are padded with. Default: 0. */
  public Resizing fillValue(double fillValue) {
    return with(layer -> layer.fillValue = fillValue);
  }

  private void checkRatio() {
    if (cropToAspectRatio && padToAspectRatio) {
      throw new IllegalArgumentException(
          "Expected one of cropToAspectRatio and padToAspectRatio. Received: both");
    }
  }

  @Override
  Value resized(Value pictures, int height, int width) {
    int h = pictures.shape().size(1);
    int w = pictures.shape().size(2);
    int fittingHeight = fitting(w, height, width);
    int fittingWidth = fitting(h, width, height);
    if (cropToAspectRatio) {
      return apply(pictures, cropped(h, fittingHeight, height), cropped(w, fittingWidth, width));
    }
    if (padToAspectRatio) {
      // The shares of the pixels add up to 1, so shifting turns a border of 0 into any number.
      Value shifted = pictures.sub(fillValue);
      return apply(shifted, padded(h, fittingHeight, height), padded(w, fittingWidth, width))
          .add(fillValue);
    }
    return apply(pictures, Resampling.Axis.whole(h, height), Resampling.Axis.whole(w, width));
  }

  private Value apply(Value pictures, Resampling.Axis rows, Resampling.Axis columns) {
    return Resampling.apply(pictures, rows, columns, interpolation, antialias);
  }

  /** The pictures' middle part of the result's proportions, without distortion. */
  static Value cropped(Value pictures, int height, int width) {
    return of(height, width).cropToAspectRatio(true).resized(pictures, height, width);
  }

  /** The size of an axis that fits the size of the other one in the result's proportions. */
  private static int fitting(int other, int target, int otherTarget) {
    return (int) ((float) (other * (long) target) / otherTarget);
  }

  private static Resampling.Axis cropped(int size, int fitting, int target) {
    int length = Math.max(1, Math.min(size, fitting));
    return new Resampling.Axis(size, (size - length) / 2, length, target);
  }

  private static Resampling.Axis padded(int size, int fitting, int target) {
    int border = Math.max(0, fitting - size) / 2;
    return new Resampling.Axis(size, -border, size + 2 * border, target);
  }

  @Override
  protected void addTo(Config config) {
    super.addTo(config);
    config
        .with("interpolation", interpolation)
        .with("crop_to_aspect_ratio", cropToAspectRatio)
        .with("pad_to_aspect_ratio", padToAspectRatio)
        .with("fill_mode", "constant")
        .with("fill_value", fillValue)
        .with("antialias", antialias);
  }

  static Resizing fromConfig(Config config) {
    String fillMode = config.getString("fill_mode", "constant");
    if (!fillMode.equals("constant")) {
      throw new ConfigException(
          "Expected the fill_mode constant of Resizing. Received: fill_mode=" + fillMode);
    }
    Resizing layer =
        of(config.requireInt("height"), config.requireInt("width")).sizeConfigured(config);
    return layer
        .interpolation(config.getEnum("interpolation", layer.interpolation))
        .antialias(config.getBoolean("antialias", layer.antialias))
        .cropToAspectRatio(config.getBoolean("crop_to_aspect_ratio", layer.cropToAspectRatio))
        .padToAspectRatio(config.getBoolean("pad_to_aspect_ratio", layer.padToAspectRatio))
        .fillValue(config.getDouble("fill_value", layer.fillValue));
  }
}
