package io.github.markhor.data.resize;

import io.github.markhor.data.picture.Interpolation;
import io.github.markhor.data.picture.Picture;

/**
 * Resizes grey pictures of 16 and 32 bits by Pillow's filters: unlike bytes, their levels are
 * summed up in double. Keeps its scratch memory; not for several threads at once.
 */
final class WideResizer {
  private final Interpolation interpolation;
  private double[] between = new double[0];

  WideResizer(Interpolation interpolation) {
    this.interpolation = interpolation;
  }

  /** Writes a part of a picture, in the target size, to the start of {@code target}. */
  void resize(Picture picture, CropBox box, int height, int width, float[] target) {
    Taps across = new Taps(interpolation, box.left(), box.width(), picture.width(), width);
    Taps down = new Taps(interpolation, box.top(), box.height(), picture.height(), height);
    int from = picture.width();
    double[] levels = new double[picture.height() * from];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = picture.wideLevels()[i];
    }
    int max = picture.isHeldIn32Bits() ? Integer.MAX_VALUE : Picture.GREATEST_16;
    if (PillowResizer.takesColumnsFirst(picture, height, width)) {
      reserve(height * from);
      filterColumns(levels, from, down, max, between);
      levels = new double[height * width];
      filterRows(between, height, from, across, max, levels);
    } else {
      reserve(picture.height() * width);
      filterRows(levels, picture.height(), from, across, max, between);
      levels = new double[height * width];
      filterColumns(between, width, down, max, levels);
    }
    for (int i = 0; i < levels.length; i++) {
      target[i] = (float) levels[i];
    }
  }

  private void reserve(int length) {
    if (between.length < length) {
      between = new double[length];
    }
  }

  private static void filterRows(
      double[] from, int height, int width, Taps across, int greatest, double[] to) {
    int columns = across.first.length;
    for (int row = 0; row < height; row++) {
      for (int i = 0; i < columns; i++) {
        int start = row * width + across.first[i];
        to[row * columns + i] = sumWide(from, start, 1, across.exact[i], greatest);
      }
    }
  }

  private static void filterColumns(
      double[] from, int width, Taps down, int greatest, double[] to) {
    for (int i = 0; i < down.first.length; i++) {
      for (int j = 0; j < width; j++) {
        int start = down.first[i] * width + j;
        to[i * width + j] = sumWide(from, start, width, down.exact[i], greatest);
      }
    }
  }

  private static double sumWide(
      double[] levels, int start, int stride, double[] weights, int greatest) {
    double sum = 0;
    int at = start;
    for (double weight : weights) {
      sum += levels[at] * weight;
      at += stride;
    }
    double rounded = sum < 0 ? -Math.floor(0.5 - sum) : Math.floor(sum + 0.5);
    return Math.max(
        greatest == Picture.GREATEST_16 ? 0 : Integer.MIN_VALUE, Math.min(greatest, rounded));
  }
}
