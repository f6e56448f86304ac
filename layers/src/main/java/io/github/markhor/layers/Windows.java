package io.github.markhor.layers;

import io.github.markhor.Shape;
import io.github.markhor.graph.Window;
import java.util.function.BiFunction;

/** From a layer's arguments and its input to the window that moves over the pictures. */
final class Windows {
  private Windows() {}

  /** The shape (H, W, C) of an input, which must be a picture. */
  static Shape picture(
      BiFunction<String, Shape, IllegalArgumentException> wrong, DataFormat format, Shape input) {
    if (input.rank() != 3 || input.elements() == 0) {
      throw wrong.apply(
          format == DataFormat.CHANNELS_LAST ? "pictures (N, H, W, C)" : "pictures (N, C, H, W)",
          input);
    }
    return format.toLast(input);
  }

  /** The window over a picture (H, W, C). */
  static Window of(Padding padding, int[] size, int[] strides, int[] dilation, Shape picture) {
    return padding == Padding.SAME
        ? Window.same(size, strides, dilation, picture.size(0), picture.size(1))
        : Window.valid(size, strides, dilation);
  }

  /** Refuses pictures (H, W, C) that are smaller than the window. */
  static void check(
      BiFunction<String, Shape, IllegalArgumentException> wrong,
      Shape input,
      Shape picture,
      Window window) {
    int height = (window.height() - 1) * window.dilationHeight() + 1;
    int width = (window.width() - 1) * window.dilationWidth() + 1;
    if (picture.size(0) + window.top() + window.bottom() < height
        || picture.size(1) + window.left() + window.right() < width) {
      throw wrong.apply(
          "pictures of at least " + height + " x " + width + ", the window's size,", input);
    }
  }
}
