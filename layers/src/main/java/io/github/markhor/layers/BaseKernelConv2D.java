package io.github.markhor.layers;

/**
 * The base of convolutions of pictures with one kernel.
 *
 * @param <L> the layer's own class
 */
abstract class BaseKernelConv2D<L extends BaseKernelConv2D<L>> extends BaseKernelConv<L> {
  BaseKernelConv2D(int filters, int[] kernelSize) {
    super(filters, kernelSize);
  }

  /** How far the window moves at a time, down and to the right. Default: 1. */
  public final L strides(int height, int width) {
    return withStrides(height, width);
  }

  /** The distance between the rows, and between the columns, that a window sees. Default: 1. */
  public final L dilationRate(int height, int width) {
    return withDilationRate(height, width);
  }
}
