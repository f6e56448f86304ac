package io.github.markhor.data;

import java.nio.file.Path;

/**
 * Turns a file's bytes into pixels: the one place where a picture format is known. A decoder keeps
 * scratch memory, so each worker has its own. Orientation tags, colour profiles and gamma are
 * ignored and only the first frame or page is read, as Keras does.
 */
interface PictureDecoder extends AutoCloseable {
  /** A decoder for all formats that Markhor reads. */
  static PictureDecoder create() {
    return new FormatDecoder();
  }

  /**
   * Decodes the first {@code length} bytes of {@code file} and converts them to a colour mode.
   *
   * @param name the file, for the error
   * @param reduction 2, 4 or 8 where a JPEG is wanted at that part of its size, else 1
   * @throws PictureException if the bytes are no picture, or only a part of one
   */
  void decode(byte[] file, int length, Path name, ColorMode mode, int reduction, Picture into);

  @Override
  void close();
}
