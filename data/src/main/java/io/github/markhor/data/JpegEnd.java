package io.github.markhor.data;

/**
 * Tells whether a JPEG is all there. Decoders fill up what is missing with grey and say nothing, so
 * the end marker is looked for before decoding.
 */
final class JpegEnd {
  /** What is told of a JPEG that is not. */
  static final String CUT_OFF =
      "the JPEG is cut off: the file ends before the end marker of the picture.";

  private static final int START = 0xD8;
  private static final int END = 0xD9;

  private JpegEnd() {}

  /** Whether the bytes begin as a JPEG does. */
  static boolean isJpeg(byte[] file, int length) {
    return length >= 3
        && (file[0] & 255) == 0xFF
        && (file[1] & 255) == START
        && (file[2] & 255) == 0xFF;
  }

  /** Whether the picture's end marker is there; bytes after it, or none, do not matter. */
  static boolean isComplete(byte[] file, int length) {
    if ((file[length - 2] & 255) == 0xFF && (file[length - 1] & 255) == END) {
      return true;
    }
    return findsEnd(file, length);
  }

  /**
   * Walks from marker to marker: a preview inside a header segment has an end marker of its own,
   * which must not count.
   */
  private static boolean findsEnd(byte[] file, int length) {
    int at = 2;
    while (at + 1 < length) {
      if ((file[at] & 255) != 0xFF) {
        at++;
        continue;
      }
      int marker = file[at + 1] & 255;
      if (marker == END) {
        return true;
      }
      if (marker == 0xFF) {
        at++;
      } else if (marker <= 0x01 || (marker >= 0xD0 && marker <= START)) {
        // A stuffed zero within the scan, a restart, or another marker without a segment.
        at += 2;
      } else if (at + 3 < length) {
        at += 2 + Math.max(2, (file[at + 2] & 255) << 8 | (file[at + 3] & 255));
      } else {
        return false;
      }
    }
    return false;
  }
}
