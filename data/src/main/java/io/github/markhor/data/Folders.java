package io.github.markhor.data;

import io.github.markhor.data.decode.PictureFormats;
import io.github.markhor.data.folders.ClassFolders;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at folders of pictures before training; {@link FolderSplit} splits them. */
public final class Folders {
  private static final int HEADER = 1 << 16;

  private Folders() {}

  /** Whether a file counts as a picture, by its name's ending, as where a {@link Flow} looks. */
  public static boolean isPicture(Path file) {
    return PictureFormats.countsInFlows(file.getFileName().toString());
  }

  /** The number of pictures of each class of a folder, in the classes' order. */
  public static Map<String, Integer> classCounts(Path folder) {
    ClassFolders found = ClassFolders.scan(folder, List.of(), false);
    Map<String, Integer> counts = new LinkedHashMap<>();
    found.classNames().forEach(name -> counts.put(name, 0));
    for (int number : found.classes()) {
      counts.merge(found.classNames().get(number), 1, Integer::sum);
    }
    return counts;
  }

  /**
   * A size that pictures have.
   *
   * @param count of the pictures that have it
   * @param pictures the number of pictures that were looked at
   */
  public record CommonSize(int height, int width, int count, int pictures) {}

  /**
   * The size that most of a folder's pictures have, at any depth, from the files' headers; of two
   * that are equally common, the larger. Files whose header states no size count as looked at.
   *
   * @throws IllegalArgumentException if no picture states its size
   */
  public static CommonSize commonestSize(Path folder) {
    List<Path> files = ClassFolders.unlabelled(folder, false).files();
    Map<PictureSize, Integer> counts = new HashMap<>();
    for (Path file : files) {
      size(file).ifPresent(size -> counts.merge(size, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<PictureSize, Integer>comparingByValue()
                .thenComparing(
                    Map.Entry.comparingByKey(
                        Comparator.comparingLong(PictureSize::pixels)
                            .thenComparingLong(PictureSize::width))))
        .map(
            most ->
                new CommonSize(
                    (int) most.getKey().height(),
                    (int) most.getKey().width(),
                    most.getValue(),
                    files.size()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected at least one picture below " + folder + ". Received: none"));
  }

  private static Optional<PictureSize> size(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(HEADER);
      Optional<PictureSize> size =
          PictureFormats.size(new PictureFile(file, header, header.length));
      if (size.isPresent() || header.length < HEADER) {
        return size;
      }
      // A preview or a colour profile can push the size further back.
      byte[] whole = Files.readAllBytes(file);
      return PictureFormats.size(new PictureFile(file, whole, whole.length));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
    }
  }
}
