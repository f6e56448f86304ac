package io.github.markhor.data.picture;

/**
 * The size that a picture's file states, in pixels.
 *
 * @param height the number of rows
 * @param width the number of columns
 */
public record PictureSize(long height, long width) {
  /** The number of pixels. */
  public long pixels() {
    return height * width;
  }
}
