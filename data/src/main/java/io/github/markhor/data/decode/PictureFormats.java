package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureFormat;
import io.github.markhor.data.picture.PictureSize;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * All formats of picture files: those of users, which {@link ServiceLoader} finds, and then the
 * library's own.
 */
public final class PictureFormats {
  private static final List<PictureFormat> OWN =
      List.of(
          new JpegFormat(),
          new PngFormat(),
          new BmpFormat(),
          new TiffFormat(),
          new PpmFormat(),
          new GifFormat(),
          new WebpFormat());

  private static final List<PictureFormat> ALL =
      Stream.concat(
              ServiceLoader.load(PictureFormat.class).stream().map(ServiceLoader.Provider::get),
              OWN.stream())
          .toList();

  private static final List<String> IN_FLOWS =
      ALL.stream()
          .filter(PictureFormat::countsInFlows)
          .flatMap(format -> format.endings().stream())
          .toList();
  private static final List<String> IN_DATASETS =
      withDot(ALL.stream().filter(PictureFormat::countsInDatasets)).toList();

  private PictureFormats() {}

  private static Stream<String> withDot(Stream<PictureFormat> formats) {
    return formats.flatMap(format -> format.endings().stream()).map(ending -> "." + ending);
  }

  /** The format of a file by its first bytes; empty if no format recognizes it. */
  static Optional<PictureFormat> of(PictureFile file) {
    return ALL.stream().filter(format -> recognizes(format, file)).findFirst();
  }

  private static boolean recognizes(PictureFormat format, PictureFile file) {
    try {
      return format.recognizes(file);
    } catch (IndexOutOfBoundsException tooShort) {
      return false;
    }
  }

  /** The size that the start of a file states; empty where it states none. */
  public static Optional<PictureSize> size(PictureFile start) {
    try {
      return of(start).flatMap(format -> size(format, start));
    } catch (PictureException cutOff) {
      return Optional.empty();
    }
  }

  /** The same by its format, whose reading beyond the end of the file is no error. */
  static Optional<PictureSize> size(PictureFormat format, PictureFile file) {
    try {
      return format.size(file);
    } catch (IndexOutOfBoundsException cutOff) {
      return Optional.empty();
    }
  }

  /** The formats' names, for messages. */
  static List<String> names() {
    return ALL.stream().map(PictureFormat::name).toList();
  }

  /** The endings of all formats, with their dots. */
  public static List<String> endings() {
    return withDot(ALL.stream()).toList();
  }

  /**
   * Whether Keras's iterators take a file for a picture. They compare the ends of names, and do not
   * ask for the dot.
   */
  public static boolean countsInFlows(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return IN_FLOWS.stream().anyMatch(lower::endsWith);
  }

  /** Whether Keras's {@code image_dataset_from_directory} takes a file for a picture. */
  public static boolean countsInDatasets(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return IN_DATASETS.stream().anyMatch(lower::endsWith);
  }

  /**
   * The format that writes files of an ending, given without the dot.
   *
   * @param what the ending's name in the error, to follow the words "Expected a"
   * @throws IllegalArgumentException if no format does
   */
  public static PictureFormat writing(String what, String ending) {
    String lower = ending.toLowerCase(Locale.ROOT);
    List<PictureFormat> writable = ALL.stream().filter(PictureFormat::isWritable).toList();
    return writable.stream()
        .filter(format -> format.endings().contains(lower))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a "
                        + what
                        + " "
                        + writable.stream().flatMap(format -> format.endings().stream()).toList()
                        + ". Received: "
                        + ending));
  }
}
