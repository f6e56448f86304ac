package io.github.markhor.layers;

/**
 * What pooling of pictures (N, H, W, C) over windows has in common.
 *
 * @param <L> the layer's own class
 */
public abstract class Pooling2D<L extends Pooling2D<L>> extends WindowPooling<L> {
  /** A window of so many rows and columns. */
  Pooling2D(int poolHeight, int poolWidth) {
    super(poolHeight, poolWidth);
  }

  /** How far the window moves at a time, down and to the right. Default: its size. */
  public final L strides(int height, int width) {
    return moved(height, width);
  }
}
