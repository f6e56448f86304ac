package io.github.markhor.data;

import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.Arrays;

/**
 * Convolution of pictures with kernels that one writes down: what a convolution layer does before
 * it learns. The numbers are those of {@code scipy.signal.convolve2d}, which turns the kernel
 * around; layers do not.
 *
 * <pre>{@code
 * Tensor grey = Pictures.load(Path.of("cat.jpg"), "grayscale");
 * Tensor soft = Kernels.convolve2d(grey, Kernels.box(8));
 * Tensor edges = Kernels.magnitude(
 *     Kernels.convolve2d(grey, Kernels.sobelX()), Kernels.convolve2d(grey, Kernels.sobelY()));
 * Pictures.save(Path.of("edges.png"), edges);
 * }</pre>
 *
 * @see <a href=
 *     "https://docs.scipy.org/doc/scipy/reference/generated/scipy.signal.convolve2d.html">SciPy:
 *     convolve2d</a>
 */
public final class Kernels {
  private Kernels() {}

  /** How much of the result is given, as SciPy's {@code mode}; outside the picture is 0. */
  public enum Mode {
    /** Wherever the kernel meets the picture: (H + h - 1, W + w - 1). SciPy's default. */
    FULL,
    /** The middle of that, of the picture's size. */
    SAME,
    /** Where the kernel lies wholly within the picture: (H - h + 1, W - w + 1). */
    VALID
  }

  /** Sobel's kernel for how levels change from left to right: finds upright edges; (3, 3). */
  public static Tensor sobelX() {
    return Tensor.of(new float[] {1, 0, -1, 2, 0, -2, 1, 0, -1}, 3, 3);
  }

  /** Sobel's kernel for how levels change from top to bottom: finds level edges; (3, 3). */
  public static Tensor sobelY() {
    return Tensor.of(new float[] {1, 2, 1, 0, 0, 0, -1, -2, -1}, 3, 3);
  }

  /**
   * The kernel of the mean over a square, which blurs: (size, size).
   *
   * @throws IllegalArgumentException if the size is below 1
   */
  public static Tensor box(int size) {
    Require.positive("size", size);
    float[] values = new float[size * size];
    Arrays.fill(values, 1f / values.length);
    return Tensor.of(values, size, size);
  }

  /** Convolves as {@link #convolve2d(Tensor, Tensor, Mode)} with {@link Mode#FULL}. */
  public static Tensor convolve2d(Tensor picture, Tensor kernel) {
    return convolve2d(picture, kernel, Mode.FULL);
  }

  /** Convolves by SciPy's name of the mode: {@code full}, {@code same} or {@code valid}. */
  public static Tensor convolve2d(Tensor picture, Tensor kernel, String mode) {
    return convolve2d(picture, kernel, KerasNames.choice(Mode.class, "mode", mode));
  }

  /**
   * Convolves each channel of a picture with a kernel.
   *
   * @param picture (H, W) or (H, W, C)
   * @param kernel (h, w)
   * @return of the picture's rank, in the size that the mode says
   * @throws IllegalArgumentException if a shape is another, or the kernel of mode valid is higher
   *     or wider than the picture
   */
  public static Tensor convolve2d(Tensor picture, Tensor kernel, Mode mode) {
    Require.notNull("picture", picture);
    Require.notNull("kernel", kernel);
    Require.notNull("mode", mode);
    Shape shape = picture.shape();
    boolean isPicture = shape.rank() == 2 || shape.rank() == 3;
    if (!isPicture || kernel.shape().rank() != 2 || kernel.shape().elements() == 0) {
      throw new IllegalArgumentException(
          "Expected a picture of shape (height, width) or (height, width, channels) and a kernel"
              + " of shape (height, width). Received: "
              + shape
              + " and "
              + kernel.shape());
    }
    int height = shape.size(0);
    int width = shape.size(1);
    int rows = kernel.shape().size(0);
    int columns = kernel.shape().size(1);
    // The result's first row and column, counted in that of mode full.
    int top = mode == Mode.FULL ? 0 : mode == Mode.SAME ? (rows - 1) / 2 : rows - 1;
    int left = mode == Mode.FULL ? 0 : mode == Mode.SAME ? (columns - 1) / 2 : columns - 1;
    int outHeight = size(mode, height, rows);
    int outWidth = size(mode, width, columns);
    if (outHeight < 1 || outWidth < 1) {
      throw new IllegalArgumentException(
          "Expected a kernel no larger than the picture, "
              + shape
              + ". Received: "
              + kernel.shape());
    }
    int channels = shape.rank() == 2 ? 1 : shape.size(2);
    float[] from = picture.toArray();
    float[] weights = kernel.toArray();
    float[] to = new float[outHeight * outWidth * channels];
    for (int i = 0; i < to.length; i++) {
      int c = i % channels;
      int x = i / channels % outWidth + left;
      int y = i / channels / outWidth + top;
      double sum = 0;
      for (int r = Math.max(0, y - height + 1); r < rows && r <= y; r++) {
        for (int k = Math.max(0, x - width + 1); k < columns && k <= x; k++) {
          sum += (double) weights[r * columns + k] * from[((y - r) * width + x - k) * channels + c];
        }
      }
      to[i] = (float) sum;
    }
    return shape.rank() == 2
        ? Tensor.of(to, outHeight, outWidth)
        : Tensor.of(to, outHeight, outWidth, channels);
  }

  private static int size(Mode mode, int picture, int kernel) {
    return switch (mode) {
      case FULL -> picture + kernel - 1;
      case SAME -> picture;
      case VALID -> picture - kernel + 1;
    };
  }

  /**
   * The length of the vectors of two numbers for each pixel, as NumPy's {@code hypot}: of the
   * gradient, where the two are {@link #sobelX}'s and {@link #sobelY}'s results.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static Tensor magnitude(Tensor x, Tensor y) {
    Require.notNull("x", x);
    Require.notNull("y", y);
    if (!x.shape().equals(y.shape())) {
      throw new IllegalArgumentException(
          "Expected two tensors of one shape. Received: " + x.shape() + " and " + y.shape());
    }
    float[] a = x.toArray();
    float[] b = y.toArray();
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) Math.hypot(a[i], b[i]);
    }
    return Tensor.of(a, x.shape());
  }
}
