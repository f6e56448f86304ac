package io.github.markhor.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The files of {@code image_dataset_from_directory} and their classes, shuffled by NumPy's
 * generator and then split, the last ones to validate.
 *
 * @param classNames in the order of their numbers; null where there are no labels
 * @param labels null where there are none
 */
record DatasetFiles(
    List<Path> files, List<String> names, List<String> classNames, List<Integer> labels) {
  private static final List<String> ENDINGS = List.of(".bmp", ".gif", ".jpeg", ".jpg", ".png");

  private static final Predicate<String> IS_PICTURE =
      name -> ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);

  static DatasetFiles find(Path directory, ImageDatasetOptions options, long seed) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "Expected a folder of pictures. Received: "
              + directory
              + (Files.exists(directory) ? ", which is no folder" : ", which does not exist"));
    }
    DatasetFiles all;
    try {
      boolean byFolder = options.infersLabels() && options.labelMode() != LabelMode.NONE;
      all = byFolder ? classes(directory, options) : flat(directory, options);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the folder " + directory + ": " + e, e);
    }
    if (options.batching().shuffle()) {
      RandomState.seed(seed).shuffle(all.files);
      RandomState.seed(seed).shuffle(all.names);
      if (all.labels != null) {
        RandomState.seed(seed).shuffle(all.labels);
      }
    }
    return all;
  }

  private static DatasetFiles classes(Path directory, ImageDatasetOptions options)
      throws IOException {
    TreeMap<String, Path> folders = FolderWalk.subfolders(directory);
    folders.keySet().removeIf(name -> name.startsWith("."));
    List<String> classNames = List.copyOf(folders.keySet());
    if (options.classNames() != null) {
      if (!folders.keySet().containsAll(options.classNames())) {
        throw new IllegalArgumentException(
            "Expected classNames (class_names) of subfolders of "
                + directory
                + ", which has "
                + classNames
                + ". Received: "
                + options.classNames());
      }
      classNames = options.classNames();
    }
    DatasetFiles found =
        new DatasetFiles(new ArrayList<>(), new ArrayList<>(), classNames, new ArrayList<>());
    for (int number = 0; number < classNames.size(); number++) {
      String name = classNames.get(number);
      found.add(FolderWalk.of(folders.get(name), name, options.followsLinks(), IS_PICTURE));
      found.labels.addAll(Collections.nCopies(found.files.size() - found.labels.size(), number));
    }
    return found;
  }

  private static DatasetFiles flat(Path directory, ImageDatasetOptions options) throws IOException {
    List<Integer> labels = options.labelMode() == LabelMode.NONE ? null : options.labels();
    if (options.classNames() != null) {
      throw new IllegalArgumentException(
          "Expected no classNames (class_names) where the labels are given, or none are wanted."
              + " Received: "
              + options.classNames());
    }
    List<String> classNames =
        labels == null ? null : new TreeSet<>(labels).stream().map(String::valueOf).toList();
    DatasetFiles found =
        new DatasetFiles(
            new ArrayList<>(),
            new ArrayList<>(),
            classNames,
            labels == null ? null : new ArrayList<>(labels));
    found.add(FolderWalk.of(directory, "", options.followsLinks(), IS_PICTURE));
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

  private void add(FolderWalk walk) {
    names.addAll(walk.names());
    files.addAll(walk.files());
  }

  /** The part of a split; the last share of the files validates. */
  DatasetFiles part(double split, Subset subset) {
    if (subset == null) {
      return this;
    }
    int held = (int) (split * files.size());
    int from = subset == Subset.VALIDATION ? files.size() - held : 0;
    int to = subset == Subset.VALIDATION ? files.size() : files.size() - held;
    return new DatasetFiles(
        files.subList(from, to),
        names.subList(from, to),
        classNames,
        labels == null ? null : labels.subList(from, to));
  }
}
