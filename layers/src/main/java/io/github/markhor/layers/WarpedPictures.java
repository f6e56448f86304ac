package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Warp;
import java.util.Objects;

/**
 * What layers have in common that turn, zoom or move pictures: what lies beyond the edges, and what
 * between the pixels. A gradient flows to the pictures, not to what was drawn.
 *
 * @param <L> the layer's own class
 */
public abstract class WarpedPictures<L extends WarpedPictures<L>> extends RandomPictures<L> {
  private FillMode fillMode = FillMode.REFLECT;
  private double fillValue;
  private Interpolation interpolation = Interpolation.BILINEAR;

  /** For the layers of this package. */
  WarpedPictures() {}

  /** What lies beyond the edges. Default: {@link FillMode#REFLECT}. */
  public final L fillMode(FillMode fillMode) {
    Objects.requireNonNull(fillMode, "fillMode");
    return with(layer -> ((WarpedPictures<?>) layer).fillMode = fillMode);
  }

  /** The number beyond the edges under {@link FillMode#CONSTANT}. Default: 0. */
  public final L fillValue(double fillValue) {
    return with(layer -> ((WarpedPictures<?>) layer).fillValue = fillValue);
  }

  /** NEAREST or BILINEAR. Default: {@link Interpolation#BILINEAR}. */
  public final L interpolation(Interpolation interpolation) {
    if (interpolation != Interpolation.NEAREST && interpolation != Interpolation.BILINEAR) {
      throw new IllegalArgumentException(
          "Expected the interpolation NEAREST or BILINEAR. Received: " + interpolation);
    }
    return with(layer -> ((WarpedPictures<?>) layer).interpolation = interpolation);
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
        .with("fill_mode", fillMode.kerasName())
        .with("fill_value", fillValue)
        .with("interpolation", interpolation.kerasName());
    addPictures(config);
  }

  /** A copy with the arguments of this class and those of all layers. */
  final L warpConfigured(Config config) {
    return picturesConfigured(config)
        .fillMode(FillMode.of(config))
        .fillValue(config.getDouble("fill_value", 0))
        .interpolation(Interpolation.of(config, Interpolation.BILINEAR));
  }
}
