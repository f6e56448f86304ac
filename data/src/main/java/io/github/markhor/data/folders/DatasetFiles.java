package io.github.markhor.data.folders;

import io.github.markhor.data.decode.PictureFormats;
import io.github.markhor.data.numpy.RandomState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of {@code image_dataset_from_directory} and their classes.
 *
 * @param classNames in the order of their numbers; null where there are no labels
 * @param labels null where there are none
 */
public record DatasetFiles(
    List<Path> files, List<String> names, List<String> classNames, List<Integer> labels) {
  /**
   * Finds the files of a folder whose subfolders are the classes.
   *
   * @param wanted the class folders; null for all whose names do not begin with a dot
   */
  public static DatasetFiles ofClasses(Path directory, List<String> wanted, boolean followLinks) {
    check(directory);
    try {
      TreeMap<String, Path> folders = FolderWalk.subfolders(directory);
      folders.keySet().removeIf(name -> name.startsWith("."));
      if (wanted != null && !folders.keySet().containsAll(wanted)) {
        throw new IllegalArgumentException(
            "Expected classNames (class_names) of subfolders of "
                + directory
                + ", which has "
                + folders.keySet()
                + ". Received: "
                + wanted);
      }
      List<String> classNames = wanted == null ? List.copyOf(folders.keySet()) : wanted;
      DatasetFiles found =
          new DatasetFiles(new ArrayList<>(), new ArrayList<>(), classNames, new ArrayList<>());
      for (int number = 0; number < classNames.size(); number++) {
        String name = classNames.get(number);
        found.add(folders.get(name), name, followLinks);
        found.labels.addAll(Collections.nCopies(found.files.size() - found.labels.size(), number));
      }
      return found;
    } catch (IOException e) {
      throw cannotList(directory, e);
    }
  }

  /**
   * Finds all files of a folder, at any depth.
   *
   * @param labels the class number of each file, in the order of the sorted paths; null for none
   */
  public static DatasetFiles ofFolder(Path directory, List<Integer> labels, boolean followLinks) {
    check(directory);
    DatasetFiles found =
        new DatasetFiles(
            new ArrayList<>(),
            new ArrayList<>(),
            labels == null ? null : new TreeSet<>(labels).stream().map(String::valueOf).toList(),
            labels == null ? null : new ArrayList<>(labels));
    try {
      found.add(directory, "", followLinks);
    } catch (IOException e) {
      throw cannotList(directory, e);
    }
    if (labels != null && labels.size() != found.files.size()) {
      throw new IllegalArgumentException(
          "Expected a label for each file of "
              + directory
              + ", which has "
              + found.files.size()
              + ". Received: "
              + labels.size()
              + " labels");
    }
    return found;
  }

  private static void check(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "Expected a folder of pictures. Received: "
              + directory
              + (Files.exists(directory) ? ", which is no folder" : ", which does not exist"));
    }
  }

  private static UncheckedIOException cannotList(Path directory, IOException e) {
    return new UncheckedIOException("Cannot list the folder " + directory + ": " + e, e);
  }

  private void add(Path folder, String name, boolean followLinks) throws IOException {
    FolderWalk walk = FolderWalk.of(folder, name, followLinks, PictureFormats::countsInDatasets);
    names.addAll(walk.names());
    files.addAll(walk.files());
  }

  /** Puts the files into random order, in place, as Keras does. */
  public void shuffle(long seed) {
    RandomState.seeded(seed).shuffle(files);
    RandomState.seeded(seed).shuffle(names);
    if (labels != null) {
      RandomState.seeded(seed).shuffle(labels);
    }
  }

  /** The files of these numbers, in this order; the classes stay. */
  public DatasetFiles rows(int... numbers) {
    return new DatasetFiles(
        Arrays.stream(numbers).mapToObj(files::get).toList(),
        Arrays.stream(numbers).mapToObj(names::get).toList(),
        classNames,
        labels == null ? null : Arrays.stream(numbers).mapToObj(labels::get).toList());
  }

  /** The files from one place (inclusive) to another (exclusive). */
  public DatasetFiles part(int from, int to) {
    return new DatasetFiles(
        files.subList(from, to),
        names.subList(from, to),
        classNames,
        labels == null ? null : labels.subList(from, to));
  }
}
