package io.github.markhor.data.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A format of picture files: all that is known of JPEG, PNG and so on is in one such class for
 * each.
 *
 * <p>To add a format, write a public class with a public constructor without arguments, and name it
 * in a file {@code META-INF/services/io.github.markhor.data.picture.PictureFormat}, or in a {@code
 * provides} clause of a module, where {@link java.util.ServiceLoader} finds it. Folders are then
 * searched for its endings, and its files are decoded by it. A format of a user's own is asked
 * before the library's formats, so it can also replace one of them. One instance serves all
 * threads.
 */
public interface PictureFormat {
  /** The name in error messages: {@code JPEG}. */
  String name();

  /** The endings of the files' names, in lower case and without the dot: {@code jpg, jpeg}. */
  List<String> endings();

  /**
   * Whether a file is of this format, judged by its first bytes and not by its name. An {@link
   * IndexOutOfBoundsException} counts as no.
   */
  boolean recognizes(PictureFile file);

  /**
   * The size that the file's header states; empty where it states none. The size is asked for
   * before the picture is decoded, so that a small file that claims a huge picture is refused
   * before memory is reserved. The bytes may be only the first part of a file; an {@link
   * IndexOutOfBoundsException} counts as empty.
   */
  Optional<PictureSize> size(PictureFile file);

  /** A new decoder. Each thread has its own. */
  PictureDecoder decoder();

  /**
   * Whether {@code flowFromDirectory}, {@code flowFromFolder} and {@code flowFromDataframe} take
   * the files with these endings for pictures. Keras's own iterators do not with all formats.
   */
  default boolean countsInFlows() {
    return true;
  }

  /**
   * Whether {@code ImageDataset.fromDirectory} takes the files with these endings for pictures.
   * Keras's own function does not with all formats.
   */
  default boolean countsInDatasets() {
    return true;
  }

  /** Whether {@link #write} can write this format, so that {@code saveToDir} offers it. */
  default boolean isWritable() {
    return false;
  }

  /**
   * Writes a picture to a file, replacing what the file held.
   *
   * @param picture of bytes, with 1, 3 or 4 channels in the order red, green, blue, alpha
   * @param file a file whose name ends in one of the {@link #endings}
   * @throws IOException if the file cannot be written
   */
  default void write(Picture picture, Path file) throws IOException {
    throw new UnsupportedOperationException("The format " + name() + " cannot be written.");
  }
}
