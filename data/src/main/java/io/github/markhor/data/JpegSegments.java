package io.github.markhor.data;

/** Finds the segments of a JPEG's header. */
final class JpegSegments {
  private static final int SCAN = 0xDA;

  private JpegSegments() {}

  /** Where the frame's header begins, with its marker; -1 if there is none. */
  static int frame(byte[] file, int length) {
    for (int at = 2; at >= 0; at = next(file, length, at)) {
      int marker = marker(file, length, at);
      boolean other = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
      if (marker >= 0xC0 && marker <= 0xCF && !other) {
        return at;
      }
    }
    return -1;
  }

  /** Where the first segment of a kind begins, before the picture itself; -1 if there is none. */
  static int find(byte[] file, int length, int wanted) {
    for (int at = 2; at >= 0; at = next(file, length, at)) {
      int marker = marker(file, length, at);
      if (marker == wanted) {
        return at;
      }
    }
    return -1;
  }

  private static int marker(byte[] file, int length, int at) {
    return at + 1 < length ? file[at + 1] & 255 : -1;
  }

  /** The place of the next marker; -1 behind the last before the picture. */
  private static int next(byte[] file, int length, int at) {
    int marker = marker(file, length, at);
    if (marker < 0 || marker == SCAN || at + 3 >= length) {
      return -1;
    }
    int next = at + 2 + Math.max(2, (file[at + 2] & 255) << 8 | file[at + 3] & 255);
    while (next + 1 < length && ((file[next] & 255) != 0xFF || (file[next + 1] & 255) == 0xFF)) {
      next++;
    }
    return next + 1 < length ? next : -1;
  }
}
