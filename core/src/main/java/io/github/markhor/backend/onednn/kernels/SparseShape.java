package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;

/**
 * The sizes of a convolution and of the max-pooling that follows it.
 *
 * @param height the rows of the convolution's input, which has {@code channels}
 * @param top the rows of padding above it, {@code left} the columns before
 * @param poolHeight the rows of a pooling window; the windows lie side by side
 * @param rows the rows of windows, {@code columns} of them in each
 * @param block the channels that lie side by side in what pooling has written
 */
public record SparseShape(
    int pictures,
    int height,
    int width,
    int channels,
    int filters,
    int kernelHeight,
    int kernelWidth,
    int top,
    int left,
    int poolHeight,
    int poolWidth,
    int rows,
    int columns,
    int block) {

  public static SparseShape of(
      Shape x, Window w, int filters, Pooling.MaxBackward pooling, Shape pooled, int block) {
    return new SparseShape(
        x.size(0),
        x.size(1),
        x.size(2),
        x.size(3),
        filters,
        w.height(),
        w.width(),
        w.top(),
        w.left(),
        pooling.window().height(),
        pooling.window().width(),
        pooled.size(1),
        pooled.size(2),
        block);
  }

  /** True for strides, dilations, padding and groups with which the sparse kernels can compute. */
  public static boolean fits(Convolution convolution, Pooling.MaxBackward pooling) {
    Window c = convolution.window();
    Window p = pooling.window();
    return convolution.groups() == 1
        && c.strideHeight() == 1
        && c.strideWidth() == 1
        && c.dilationHeight() == 1
        && c.dilationWidth() == 1
        && p.height() == p.strideHeight()
        && p.width() == p.strideWidth()
        && p.dilationHeight() == 1
        && p.dilationWidth() == 1
        && p.top() + p.bottom() + p.left() + p.right() == 0;
  }

  /** The elements of a pooling window. */
  int area() {
    return poolHeight * poolWidth;
  }

  /** The numbers that a row of the kernel takes from a row of the input. */
  int run() {
    return kernelWidth * channels;
  }

  /** The columns of an input row with padding. */
  int paddedWidth() {
    return Math.max(left + width, columns * poolWidth + kernelWidth - 1);
  }

  /** The multiplications and additions that either gradient takes. */
  long flops() {
    return 2L * pictures * rows * columns * filters * kernelHeight * run();
  }

  /** The rows of the convolution's input, whose channels lie in blocks of a size. */
  PictureRows pictures(Numbers numbers, int channelBlock) {
    return new PictureRows(numbers, height, width, channels, channelBlock);
  }

  /** The rows of a picture in the layout of pooling's results. */
  PictureRows pooled(Numbers numbers) {
    return new PictureRows(numbers, rows, columns, filters, block);
  }
}
