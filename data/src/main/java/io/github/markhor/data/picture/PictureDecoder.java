package io.github.markhor.data.picture;

/**
 * Turns the bytes of one format's files into pixels. A decoder may keep scratch memory from picture
 * to picture, so each thread has its own. As in Keras, orientation tags, colour profiles and gamma
 * are ignored, and of several frames or pages the first is read.
 */
public interface PictureDecoder extends AutoCloseable {
  /**
   * Decodes a file that the format {@linkplain PictureFormat#recognizes recognizes} and whose
   * stated size has been checked. The channels are those of the file: what the user wants is made
   * of them afterwards.
   *
   * @param reduction 2, 4 or 8 where a picture of that part of the size would do, as a JPEG can be
   *     decoded in less time; otherwise 1. A decoder may ignore it
   * @param into takes the size and the pixels
   * @throws PictureException if the bytes are no picture, or only a part of one; any other
   *     unchecked exception is reported as such a one
   */
  void decode(PictureFile file, int reduction, Picture into);

  @Override
  default void close() {}
}
