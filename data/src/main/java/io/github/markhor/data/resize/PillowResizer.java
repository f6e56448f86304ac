package io.github.markhor.data.resize;

import io.github.markhor.data.picture.Interpolation;
import io.github.markhor.data.picture.Picture;
import java.util.Arrays;

/**
 * Brings decoded pictures to a target size, as Pillow's {@code resize} does: nearest by a table of
 * source indices, the others by antialiased filters in 22-bit fixed point, each pass rounding to
 * bytes. Rows are made shorter first, or columns where that leaves less to do. Scratch memory is
 * kept, so a resizer is not for several threads at once.
 */
public final class PillowResizer implements PictureResizer {
  private final Interpolation interpolation;
  private final boolean keepAspectRatio;
  private int[] between = new int[0];
  private final WideResizer wide;
  private final Picture premultiplied = new Picture();
  private final Picture squeezed = new Picture();

  /**
   * A resizer for one thread.
   *
   * @param keepAspectRatio whether pictures are cropped to the target's shape, not distorted
   */
  public PillowResizer(Interpolation interpolation, boolean keepAspectRatio) {
    this.interpolation = interpolation;
    this.keepAspectRatio = keepAspectRatio;
    this.wide = new WideResizer(interpolation);
  }

  @Override
  public void resize(Picture picture, int height, int width, float[] target) {
    CropBox box =
        keepAspectRatio ? CropBox.ofAspect(picture, height, width) : CropBox.whole(picture);
    resize(picture, box, height, width, target);
  }

  /** Writes a part of a picture, in the target size, to the start of {@code target}. */
  void resize(Picture picture, CropBox box, int height, int width, float[] target) {
    if (interpolation == Interpolation.NEAREST
        || (height == picture.height() && width == picture.width())) {
      nearest(picture, box, height, width, target);
    } else if (picture.isWide()) {
      wide.resize(picture, box, height, width, target);
    } else if (picture.channels() == 4) {
      premultiply(picture);
      filter(premultiplied, box, height, width, target);
      divideByAlpha(target, height * width);
    } else {
      filter(picture, box, height, width, target);
    }
  }

  private static void nearest(Picture picture, CropBox box, int height, int width, float[] target) {
    int channels = picture.channels();
    boolean sums = !picture.isWide() || picture.isHeldIn32Bits();
    int[] columns = indices(box.left(), box.width(), width, sums);
    int[] rows = indices(box.top(), box.height(), height, sums);
    if (picture.isWide()) {
      int at = 0;
      for (int row : rows) {
        for (int column : columns) {
          target[at++] = picture.wideLevels()[row * picture.width() + column];
        }
      }
      return;
    }
    byte[] levels = picture.levels();
    for (int i = 0; i < width; i++) {
      columns[i] *= channels;
    }
    int at = 0;
    for (int row : rows) {
      int line = row * picture.width() * channels;
      if (channels == 3) {
        for (int column : columns) {
          int from = line + column;
          target[at] = levels[from] & 255;
          target[at + 1] = levels[from + 1] & 255;
          target[at + 2] = levels[from + 2] & 255;
          at += 3;
        }
      } else {
        for (int column : columns) {
          for (int c = 0; c < channels; c++) {
            target[at++] = levels[line + column + c] & 255;
          }
        }
      }
    }
  }

  /**
   * The source index of every target index. Where a point falls between two pixels, a running sum
   * of the steps and a product differ; Pillow adds up, but multiplies for grey of 16 bits.
   *
   * @param sums whether points are a running sum
   */
  static int[] indices(int start, int length, int target, boolean sums) {
    int[] indices = new int[target];
    double step = (double) length / target;
    double point = start + step * 0.5;
    for (int i = 0; i < target; i++) {
      double at = sums ? point : step * (i + 0.5) + start;
      indices[i] = Math.min((int) at, start + length - 1);
      point += step;
    }
    return indices;
  }

  private void filter(Picture picture, CropBox box, int height, int width, float[] target) {
    int channels = picture.channels();
    Taps across = new Taps(interpolation, box.left(), box.width(), picture.width(), width);
    Taps down = new Taps(interpolation, box.top(), box.height(), picture.height(), height);
    if (takesColumnsFirst(picture, height, width)) {
      squeeze(picture, down);
      for (int row = 0; row < height; row++) {
        int from = row * picture.width() * channels;
        between = atLeast(between, width * channels);
        filterRow(squeezed.levels(), from, channels, across, 0);
        for (int j = 0; j < width * channels; j++) {
          target[row * width * channels + j] = between[j];
        }
      }
      return;
    }
    int top = down.first[0];
    int bottom = down.first[height - 1] + down.weights[height - 1].length;
    int line = width * channels;
    between = atLeast(between, (bottom - top) * line);
    for (int row = top; row < bottom; row++) {
      int from = row * picture.width() * channels;
      int to = (row - top) * line;
      filterRow(picture.levels(), from, channels, across, to);
    }
    int[] sums = new int[line];
    for (int i = 0; i < height; i++) {
      Arrays.fill(sums, Taps.HALF);
      for (int tap = 0; tap < down.weights[i].length; tap++) {
        addLine(between, (down.first[i] - top + tap) * line, down.weights[i][tap], sums);
      }
      for (int j = 0; j < line; j++) {
        target[i * line + j] = level(sums[j]);
      }
    }
  }

  /** Pillow's rule, in the whole picture's size even where only a part of it is resized. */
  static boolean takesColumnsFirst(Picture picture, int height, int width) {
    int less = picture.height() - height;
    return less > 0 && less > 2 * (picture.width() - width);
  }

  /** Brings all columns of a picture to their new height, in bytes. */
  private void squeeze(Picture picture, Taps down) {
    int line = picture.width() * picture.channels();
    squeezed.resize(down.first.length, picture.width(), picture.channels());
    byte[] from = picture.levels();
    byte[] to = squeezed.levels();
    int[] sums = new int[line];
    for (int i = 0; i < down.first.length; i++) {
      Arrays.fill(sums, Taps.HALF);
      for (int tap = 0; tap < down.weights[i].length; tap++) {
        addLevels(from, (down.first[i] + tap) * line, down.weights[i][tap], sums);
      }
      for (int j = 0; j < line; j++) {
        to[i * line + j] = (byte) level(sums[j]);
      }
    }
  }

  private static void addLevels(byte[] levels, int from, int weight, int[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += (levels[from + j] & 255) * weight;
    }
  }

  private static int[] atLeast(int[] array, int length) {
    return array.length < length ? new int[length] : array;
  }

  private void filterRow(byte[] levels, int from, int channels, Taps across, int to) {
    if (channels == 3) {
      filterColours(levels, from, across, to);
    } else {
      filterLine(levels, from, channels, across, to);
    }
  }

  private void filterLine(byte[] levels, int from, int channels, Taps across, int to) {
    int at = to;
    for (int i = 0; i < across.first.length; i++) {
      for (int c = 0; c < channels; c++) {
        int sum = Taps.HALF;
        int next = from + across.first[i] * channels + c;
        for (int weight : across.weights[i]) {
          sum += (levels[next] & 255) * weight;
          next += channels;
        }
        between[at++] = level(sum);
      }
    }
  }

  /** The same for three channels at once. */
  private void filterColours(byte[] levels, int from, Taps across, int to) {
    int at = to;
    for (int i = 0; i < across.first.length; i++) {
      int red = Taps.HALF;
      int green = Taps.HALF;
      int blue = Taps.HALF;
      int next = from + across.first[i] * 3;
      for (int weight : across.weights[i]) {
        red += (levels[next] & 255) * weight;
        green += (levels[next + 1] & 255) * weight;
        blue += (levels[next + 2] & 255) * weight;
        next += 3;
      }
      between[at] = level(red);
      between[at + 1] = level(green);
      between[at + 2] = level(blue);
      at += 3;
    }
  }

  /** A loop of its own, in which the compiler sees that it can go several columns at a time. */
  private static void addLine(int[] lines, int from, int weight, int[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += lines[from + j] * weight;
    }
  }

  /** A sum of weighted levels, which began with a half, as a level. */
  private static int level(int sum) {
    return Math.max(0, Math.min(255, sum >> Taps.PRECISION));
  }

  private void premultiply(Picture picture) {
    premultiplied.resize(picture.height(), picture.width(), 4);
    byte[] from = picture.levels();
    byte[] to = premultiplied.levels();
    int values = picture.height() * picture.width() * 4;
    for (int i = 0; i < values; i += 4) {
      int alpha = from[i + 3] & 255;
      for (int c = 0; c < 3; c++) {
        int t = (from[i + c] & 255) * alpha + 128;
        to[i + c] = (byte) (((t >> 8) + t) >> 8);
      }
      to[i + 3] = (byte) alpha;
    }
  }

  private static void divideByAlpha(float[] pixels, int count) {
    for (int i = 0; i < count * 4; i += 4) {
      int alpha = (int) pixels[i + 3];
      if (alpha != 0 && alpha != 255) {
        for (int c = 0; c < 3; c++) {
          pixels[i + c] = Math.min(255, 255 * (int) pixels[i + c] / alpha);
        }
      }
    }
  }
}
