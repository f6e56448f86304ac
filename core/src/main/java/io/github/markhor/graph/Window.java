package io.github.markhor.graph;

/**
 * How a window moves over the height and width of pictures, with the arithmetic of sizes for
 * convolution and pooling.
 *
 * @param height the window's rows, before dilation
 * @param width the window's columns, before dilation
 * @param top rows of padding above; {@code bottom}, {@code left} and {@code right} likewise
 */
public record Window(
    int height,
    int width,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    int top,
    int bottom,
    int left,
    int right) {
  public Window {
    positive("window", height, width);
    positive("strides", strideHeight, strideWidth);
    positive("dilation", dilationHeight, dilationWidth);
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "Expected padding of at least 0. Received: top="
              + top
              + ", bottom="
              + bottom
              + ", left="
              + left
              + ", right="
              + right);
    }
  }

  private static void positive(String what, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Expected " + what + " of at least 1. Received: (" + height + ", " + width + ")");
    }
  }

  /** A window that stays within the picture: Keras's "valid". */
  public static Window valid(int[] size, int[] strides, int[] dilation) {
    return new Window(
        size[0], size[1], strides[0], strides[1], dilation[0], dilation[1], 0, 0, 0, 0);
  }

  /**
   * A window over a picture that is padded so that the result has ⌈size / stride⌉ rows and columns:
   * Keras's "same". If the padding has an odd number of rows or columns, the smaller half comes
   * first.
   */
  public static Window same(
      int[] size, int[] strides, int[] dilation, int inputHeight, int inputWidth) {
    int vertical = samePadding(inputHeight, size[0], strides[0], dilation[0]);
    int horizontal = samePadding(inputWidth, size[1], strides[1], dilation[1]);
    return new Window(
        size[0],
        size[1],
        strides[0],
        strides[1],
        dilation[0],
        dilation[1],
        vertical / 2,
        vertical - vertical / 2,
        horizontal / 2,
        horizontal - horizontal / 2);
  }

  private static int samePadding(int input, int window, int stride, int dilation) {
    int output = (input + stride - 1) / stride;
    return Math.max((output - 1) * stride + (window - 1) * dilation + 1 - input, 0);
  }

  /** The rows of the result for an input of {@code rows}. */
  public int outputHeight(int rows) {
    return output(rows + top + bottom, height, strideHeight, dilationHeight, rows);
  }

  /** The columns of the result for an input of {@code columns}. */
  public int outputWidth(int columns) {
    return output(columns + left + right, width, strideWidth, dilationWidth, columns);
  }

  private static int output(int padded, int window, int stride, int dilation, int size) {
    int extent = (window - 1) * dilation + 1;
    if (padded < extent) {
      throw new IllegalArgumentException(
          "Expected pictures at least as large as the window, "
              + extent
              + " with dilation. Received: "
              + size);
    }
    return (padded - extent) / stride + 1;
  }
}
