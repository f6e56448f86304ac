package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Numbers;

/**
 * Pictures in memory, read and written row by row as (columns, channels).
 *
 * @param block how many channels lie side by side: in memory the order is (N, C / block, H, W,
 *     block); if the block holds all channels, that is C order
 */
record PictureRows(Numbers numbers, int height, int width, int channels, int block) {
  /** Reads a row to {@code to[at]} and after; {@code scratch} must hold a row. */
  void get(int picture, int row, float[] to, int at, float[] scratch) {
    int part = width * block;
    if (block == channels) {
      numbers.get((picture * height + row) * part, to, at, part);
      return;
    }
    for (int first = 0; first < channels; first += block) {
      numbers.get(start(picture, first, row), scratch, 0, part);
      for (int column = 0; column < width; column++) {
        System.arraycopy(scratch, column * block, to, at + column * channels + first, block);
      }
    }
  }

  /** Writes a row from {@code from[at]} and after; {@code scratch} must hold a row. */
  void put(int picture, int row, float[] from, int at, float[] scratch) {
    int part = width * block;
    if (block == channels) {
      System.arraycopy(from, at, scratch, 0, part);
      numbers.put(start(picture, 0, row), scratch, part);
      return;
    }
    for (int first = 0; first < channels; first += block) {
      for (int column = 0; column < width; column++) {
        System.arraycopy(from, at + column * channels + first, scratch, column * block, block);
      }
      numbers.put(start(picture, first, row), scratch, part);
    }
  }

  private int start(int picture, int channel, int row) {
    return ((picture * (channels / block) + channel / block) * height + row) * width * block;
  }
}
