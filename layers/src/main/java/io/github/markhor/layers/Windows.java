package io.github.markhor.layers;

import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.function.BiFunction;

/** Makes the window that moves over pictures from the arguments and the input of a layer. */
final class Windows {
  private Windows() {}

  /** The shape (H, W, C) of an input, which must be a picture. */
  static Shape picture(
      BiFunction<String, Shape, IllegalArgumentException> wrong, DataFormat format, Shape input) {
    return sample(wrong, format, input, 2);
  }

  /** The shape (H, W, C) or (L, C) of an input, with so many axes before the channels. */
  static Shape sample(
      BiFunction<String, Shape, IllegalArgumentException> wrong,
      DataFormat format,
      Shape input,
      int axes) {
    if (input.rank() != axes + 1 || input.elements() == 0) {
      String named = axes == 2 ? "H, W" : "L";
      throw wrong.apply(
          (axes == 2 ? "pictures " : "rows ")
              + (format == DataFormat.CHANNELS_LAST
                  ? "(N, " + named + ", C)"
                  : "(N, C, " + named + ")"),
          input);
    }
    return format.toLast(input);
  }

  /** Rows (L, C) as pictures (L, 1, C) of one column; pictures as they are. */
  static Shape asPicture(Shape sample) {
    return sample.rank() == 3 ? sample : Shape.of(sample.size(0), 1, sample.size(1));
  }

  /** The sample, of so many axes and channels, that {@link #asPicture} made a picture of. */
  static Shape fromPicture(Shape picture, int axes) {
    return axes == 2 ? picture : Shape.of(picture.size(0), picture.size(2));
  }

  /** A size for each axis of a picture; rows have one column. */
  static int[] asPair(int... sizes) {
    return sizes.length == 2 ? sizes : new int[] {sizes[0], 1};
  }

  /** The window over a picture (H, W, C). */
  static Window of(Padding padding, int[] size, int[] strides, int[] dilation, Shape picture) {
    return switch (padding) {
      case VALID -> Window.valid(size, strides, dilation);
      case SAME -> Window.same(size, strides, dilation, picture.size(0), picture.size(1));
      case CAUSAL -> {
        int before = (size[0] - 1) * dilation[0];
        yield new Window(
            size[0], size[1], strides[0], strides[1], dilation[0], dilation[1], before, 0, 0, 0);
      }
    };
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

  /** The shape (H', W', filters) that a window makes of a picture (H, W, C). */
  static Shape result(Window window, Shape picture, int filters) {
    return Shape.of(
        window.outputHeight(picture.size(0)), window.outputWidth(picture.size(1)), filters);
  }

  /** The number of filters, at least one. */
  static int filters(int filters) {
    if (filters < 1) {
      throw new IllegalArgumentException(
          "Expected at least one filter. Received: filters=" + filters);
    }
    return filters;
  }

  /** Refuses groups that do not divide the filters. */
  static void checkGroups(int groups, int filters) {
    if (groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "Expected groups of at least 1 that divide the filters. Received: groups="
              + groups
              + ", filters="
              + filters);
    }
  }

  /** Refuses windows with both strides and gaps. */
  static void checkStridesOrDilation(int[] strides, int[] dilationRate) {
    boolean strided = Arrays.stream(strides).anyMatch(stride -> stride > 1);
    boolean dilated = Arrays.stream(dilationRate).anyMatch(rate -> rate > 1);
    if (strided && dilated) {
      throw new IllegalArgumentException(
          "Expected strides or a dilation rate above 1, not both. Received: strides="
              + Pairs.tuple(strides)
              + ", dilationRate="
              + Pairs.tuple(dilationRate));
    }
  }
}
