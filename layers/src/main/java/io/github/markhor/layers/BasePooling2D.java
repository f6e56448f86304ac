package io.github.markhor.layers;

/**
 * The base of pooling of pictures (N, H, W, C) over windows.
 *
 * @param <L> the layer's own class
 */
abstract class BasePooling2D<L extends BasePooling2D<L>> extends BasePooling<L> {
  /** A window of so many rows and columns. */
  BasePooling2D(int poolHeight, int poolWidth) {
    super(poolHeight, poolWidth);
  }

  /** How far the window moves at a time, down and to the right. Default: its size. */
  public final L strides(int height, int width) {
    return withStrides(height, width);
  }
}
