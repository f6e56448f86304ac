package io.github.markhor.data.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads some files of a tar archive into memory. No name in it can lead to a write. */
final class TarArchive {
  private static final int BLOCK = 512;
  private static final int SIZE_AT = 124;
  private static final int SIZE_DIGITS = 12;
  private static final int NAME_LENGTH = 100;

  private TarArchive() {}

  /** The contents of the files whose last names are wanted. */
  static Map<String, byte[]> read(InputStream in, Set<String> wanted) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    while (true) {
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return found;
      }
      String path = text(header, 0, NAME_LENGTH);
      String name = path.substring(path.lastIndexOf('/') + 1);
      long size = size(header);
      long padding = (BLOCK - size % BLOCK) % BLOCK;
      if (wanted.contains(name)) {
        byte[] content = in.readNBytes(Math.toIntExact(size));
        if (content.length < size) {
          throw new IOException("the archive ends within " + path);
        }
        found.put(name, content);
        in.skipNBytes(padding);
      } else {
        in.skipNBytes(size + padding);
      }
    }
  }

  private static long size(byte[] header) throws IOException {
    String digits = text(header, SIZE_AT, SIZE_DIGITS).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("it is no tar archive, or a damaged one", e);
    }
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8);
  }
}
