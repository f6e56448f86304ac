package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Warp;
import io.github.markhor.tensor.Shape;

/**
 * In training, a part (N, height, width, C) of pictures (N, H, W, C) at a random place, drawn once
 * for each batch. Outside training, and of smaller pictures, the largest part in the middle that
 * has the result's proportions, resized, as Keras documents; Keras 3.15 returns whole pictures in
 * inference. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_crop/">Keras:
 * RandomCrop</a>.
 */
public final class RandomCrop extends RandomPictures<RandomCrop> {
  private final int height;
  private final int width;

  private RandomCrop(int height, int width) {
    int[] size = Pairs.positive("size", height, width);
    this.height = size[0];
    this.width = size[1];
  }

  /** A size in pixels. */
  public static RandomCrop of(int height, int width) {
    return new RandomCrop(height, width);
  }

  @Override
  Shape resultShape(Shape picture) {
    return Shape.of(height, width, picture.size(2));
  }

  @Override
  boolean leavesAtInference() {
    return false;
  }

  @Override
  Value inferred(Value pictures) {
    return Resizing.cropped(pictures, height, width);
  }

  @Override
  Value transformed(Value pictures) {
    int rows = pictures.shape().size(1) - height;
    int columns = pictures.shape().size(2) - width;
    if (rows < 0 || columns < 0) {
      return inferred(pictures);
    }
    Value none = pictures.graph().constant(0);
    Value one = pictures.graph().constant(1);
    Value maps = maps(one, none, place(pictures, 1, columns), none, one, place(pictures, 0, rows));
    Warp.Sampling whole = new Warp.Sampling(false, Warp.Fill.NEAREST, 0);
    return warped(pictures, whole, maps, height, width);
  }

  /** A whole number from 0 to {@code last}, both included. */
  private Value place(Value pictures, int draw, int last) {
    return uniform(pictures.graph(), draw, 0, last + 1).unary(Unary.Kind.FLOOR);
  }

  @Override
  protected void addTo(Config config) {
    config.with("height", height).with("width", width);
    addPictures(config);
  }

  static RandomCrop fromConfig(Config config) {
    return of(config.requireInt("height"), config.requireInt("width")).picturesConfigured(config);
  }
}
