package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import java.nio.ByteBuffer;

/**
 * The markers that divide a JPEG into segments: each is a byte 0xFF, any number of times, and one
 * that says the kind.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, appendix B</a>
 */
final class JpegMarkers {
  private static final int START = 0xD8;
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;
  private static final int FIRST_RESTART = 0xD0;
  private static final int FIRST_FRAME = 0xC0;
  private static final int LAST_FRAME = 0xCF;

  private JpegMarkers() {}

  /** The place of the frame's header, counted from its marker; -1 if there is none. */
  static int frame(PictureFile file) {
    for (int at = first(file); at >= 0; at = next(file, at)) {
      int kind = kind(file, at);
      boolean isTable = kind == 0xC4 || kind == 0xC8 || kind == 0xCC;
      if (kind >= FIRST_FRAME && kind <= LAST_FRAME && !isTable) {
        return at;
      }
    }
    return -1;
  }

  /** The place of the first segment of a kind before the picture itself; -1 if there is none. */
  static int find(PictureFile file, int wanted) {
    for (int at = first(file); at >= 0; at = next(file, at)) {
      if (kind(file, at) == wanted) {
        return at;
      }
    }
    return -1;
  }

  private static int kind(PictureFile file, int at) {
    return file.bytes()[at + 1] & 255;
  }

  private static int first(PictureFile file) {
    return marker(file, 2);
  }

  /** The marker behind a segment; -1 behind the last before the picture. */
  private static int next(PictureFile file, int at) {
    if (kind(file, at) == SCAN || at + 3 >= file.length()) {
      return -1;
    }
    return marker(file, at + 2 + Math.max(2, file.buffer().getShort(at + 2) & 0xFFFF));
  }

  /** The first marker from a place on, without repeated bytes 0xFF; -1 if there is none. */
  private static int marker(PictureFile file, int from) {
    byte[] bytes = file.bytes();
    for (int at = from; at + 1 < file.length(); at++) {
      if ((bytes[at] & 255) == 0xFF && (bytes[at + 1] & 255) != 0xFF) {
        return at;
      }
    }
    return -1;
  }

  /**
   * Whether a JPEG is all there: decoders fill up the missing rows with grey without an error, so
   * the end marker is looked for before decoding. Bytes after the marker do not matter.
   */
  static boolean hasEnd(PictureFile file) {
    byte[] bytes = file.bytes();
    int length = file.length();
    if ((bytes[length - 2] & 255) == 0xFF && (bytes[length - 1] & 255) == END) {
      return true;
    }
    return findsEnd(file.buffer());
  }

  /**
   * Walks from marker to marker: a preview inside a header segment has an end marker of its own,
   * which must not count.
   */
  private static boolean findsEnd(ByteBuffer bytes) {
    int length = bytes.limit();
    int at = 2;
    while (at + 1 < length) {
      if ((bytes.get(at) & 255) != 0xFF) {
        at++;
        continue;
      }
      int marker = bytes.get(at + 1) & 255;
      if (marker == END) {
        return true;
      }
      if (marker == 0xFF) {
        at++;
      } else if (marker <= 0x01 || (marker >= FIRST_RESTART && marker <= START)) {
        // A stuffed zero within the scan, a restart, or another marker without a segment.
        at += 2;
      } else if (at + 3 < length) {
        at += 2 + Math.max(2, bytes.getShort(at + 2) & 0xFFFF);
      } else {
        return false;
      }
    }
    return false;
  }
}
