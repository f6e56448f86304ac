package io.github.markhor.reports;

import io.github.markhor.config.Require;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;

/** One picture as a batch, whichever of the two it was given as. */
final class OnePicture {
  private OnePicture() {}

  /** A picture (H, W, C) or (1, H, W, C) as (1, H, W, C). */
  static Tensor of(Tensor picture) {
    Require.notNull("picture", picture);
    Shape shape = picture.shape();
    if (shape.rank() == 3) {
      return picture.reshape(shape.prepend(1).toArray());
    }
    if (shape.rank() != 4 || shape.size(0) != 1) {
      throw new IllegalArgumentException(
          "Expected one picture, (H, W, C) or (1, H, W, C). Received: " + shape);
    }
    return picture;
  }
}
