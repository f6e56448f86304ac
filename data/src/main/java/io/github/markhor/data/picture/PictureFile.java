package io.github.markhor.data.picture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The bytes of a picture's file, which may lie in memory alone.
 *
 * @param path the file, for error messages; null for a picture that is no file
 * @param bytes the file's bytes, followed by others that do not belong to it: the array is used
 *     again from file to file
 * @param length the number of the file's bytes
 */
public record PictureFile(Path path, byte[] bytes, int length) {
  /** Whether the file begins with these characters, each of which stands for one byte. */
  public boolean startsWith(String characters) {
    return holds(0, characters);
  }

  /** Whether these characters, each of which stands for one byte, are at a place of the file. */
  public boolean holds(int at, String characters) {
    byte[] wanted = characters.getBytes(StandardCharsets.ISO_8859_1);
    if (at < 0 || at + wanted.length > length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** A view of the file's bytes and no others, of most significant byte first. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, 0, length).slice();
  }

  /** The error that this file cannot be read, to be thrown. */
  public PictureException problem(String what) {
    return problem(what, null);
  }

  /** The error that this file cannot be read, to be thrown. */
  public PictureException problem(String what, Throwable cause) {
    return path == null
        ? new PictureException("of " + length + " bytes in memory", what, cause)
        : new PictureException(path, what, cause);
  }
}
