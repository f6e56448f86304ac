package io.github.markhor.data;

/**
 * A decoded picture: levels 0 to 255 in the order (H, W, C), the channel running fastest. It is
 * reused from picture to picture, so its array may be longer than the picture.
 */
final class Picture {
  private byte[] levels = new byte[0];
  private int height;
  private int width;
  private int channels;

  /** Takes on a size; what the levels are afterwards is undefined. */
  void resize(int height, int width, int channels) {
    long bytes = (long) height * width * channels;
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Expected a picture of less than 2 GiB. Received: "
              + height
              + "x"
              + width
              + "x"
              + channels);
    }
    if (bytes > levels.length) {
      levels = new byte[(int) bytes];
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  byte[] levels() {
    return levels;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int channels() {
    return channels;
  }
}
