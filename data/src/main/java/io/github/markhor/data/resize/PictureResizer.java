package io.github.markhor.data.resize;

import io.github.markhor.data.picture.Picture;

/** Brings pictures to a target size. It keeps scratch memory, so each thread has its own. */
public interface PictureResizer {
  /**
   * Writes a picture in a size to the start of {@code target}, in the order (H, W, C).
   *
   * @throws IllegalArgumentException if the picture cannot be brought to that size
   */
  void resize(Picture picture, int height, int width, float[] target);
}
