package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Warp;

/**
 * The base of layers that turn, zoom or move pictures: the pixels beyond the edges, and the
 * interpolation between pixels. A gradient flows to the pictures, not to the random numbers.
 *
 * @param <L> the layer's own class
 */
abstract class WarpedPictures<L extends WarpedPictures<L>> extends RandomPictures<L> {
  private FillMode fillMode = FillMode.REFLECT;
  private double fillValue;
  private Interpolation interpolation = Interpolation.BILINEAR;

  /** For the layers of this package. */
  WarpedPictures() {}

  /** The pixels beyond the edges. Default: {@link FillMode#REFLECT}. */
  public final L fillMode(FillMode fillMode) {
    Require.notNull("fillMode", fillMode);
    return with(layer -> ((WarpedPictures<?>) layer).fillMode = fillMode);
  }

  /** The pixels beyond the edges, by Keras's name: {@code reflect}. */
  public final L fillMode(String fillMode) {
    return fillMode(KerasNames.choice(FillMode.class, "fillMode", fillMode));
  }

  /** The number beyond the edges under {@link FillMode#CONSTANT}. Default: 0. */
  public final L fillValue(double fillValue) {
    return with(layer -> ((WarpedPictures<?>) layer).fillValue = fillValue);
  }

  /** NEAREST or BILINEAR. Default: {@link Interpolation#BILINEAR}. */
  public final L interpolation(Interpolation interpolation) {
    checkInterpolation(interpolation);
    return with(layer -> ((WarpedPictures<?>) layer).interpolation = interpolation);
  }

  static void checkInterpolation(Interpolation interpolation) {
    if (interpolation != Interpolation.NEAREST && interpolation != Interpolation.BILINEAR) {
      throw new IllegalArgumentException(
          "Expected the interpolation NEAREST or BILINEAR. Received: " + interpolation);
    }
  }

  /** {@code nearest} or {@code bilinear}. */
  public final L interpolation(String interpolation) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", interpolation));
  }

  @Override
  final Value transformed(Value pictures) {
    Warp.Sampling sampling =
        new Warp.Sampling(
            interpolation == Interpolation.BILINEAR, fillMode.fill(), (float) fillValue);
    int height = pictures.shape().size(1);
    int width = pictures.shape().size(2);
    return warped(pictures, sampling, maps(pictures, height, width), height, width);
  }

  /** The maps (N, 6) of pictures (N, height, width, C), see {@link Warp}. */
  abstract Value maps(Value pictures, int height, int width);

  /** Adds the arguments of this class. */
  final void addWarp(Config config) {
    config
        .with("fill_mode", fillMode)
        .with("fill_value", fillValue)
        .with("interpolation", interpolation);
    addPictures(config);
  }

  /** A copy with the arguments of this class and those of all layers. */
  final L warpConfigured(Config config) {
    return picturesConfigured(config)
        .fillMode(config.getEnum("fill_mode", fillMode))
        .fillValue(config.getDouble("fill_value", fillValue))
        .interpolation(config.getEnum("interpolation", interpolation));
  }
}
