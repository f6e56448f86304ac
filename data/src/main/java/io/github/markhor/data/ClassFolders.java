package io.github.markhor.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What a class-per-folder directory holds, in Keras's order: classes sorted or as given, within a
 * class the folders sorted by their whole path, and within a folder the files.
 *
 * @param classNames the classes in the order of their numbers
 * @param files the picture files
 * @param names the files relative to the directory, with {@code /}
 * @param classes the class number of each file
 */
record ClassFolders(List<String> classNames, List<Path> files, List<String> names, int[] classes) {
  private static final List<String> ENDINGS =
      List.of("png", "jpg", "jpeg", "bmp", "ppm", "tif", "tiff");

  /**
   * Scans a directory.
   *
   * @param wanted the class folders; empty for all
   * @param split the share that validates
   * @param subset null for all files
   */
  static ClassFolders scan(
      Path directory, List<String> wanted, boolean followLinks, double split, Subset subset) {
    checkFolder(directory, "a folder that holds a subfolder for each class");
    try {
      TreeMap<String, Path> folders = FolderWalk.subfolders(directory);
      List<String> classNames = wanted.isEmpty() ? List.copyOf(folders.keySet()) : wanted;
      ClassFolders found = new ClassFolders(classNames, new ArrayList<>(), new ArrayList<>(), null);
      List<Integer> numbers = new ArrayList<>();
      for (int number = 0; number < classNames.size(); number++) {
        String name = classNames.get(number);
        Path folder = directory.resolve(name);
        if (!Files.isDirectory(folder)) {
          throw new IllegalArgumentException(
              "Expected a subfolder of "
                  + directory
                  + " for every class; it has "
                  + folders.keySet()
                  + ". Received: the class "
                  + name);
        }
        found.addClass(folders.getOrDefault(name, folder), name, followLinks, split, subset);
        while (numbers.size() < found.files.size()) {
          numbers.add(number);
        }
      }
      int[] classes = numbers.stream().mapToInt(Integer::intValue).toArray();
      return new ClassFolders(
          classNames, List.copyOf(found.files), List.copyOf(found.names), classes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the folder " + directory + ": " + e, e);
    }
  }

  /** All pictures below a folder, at any depth, of no class. */
  static ClassFolders unlabelled(Path directory, boolean followLinks) {
    checkFolder(directory, "a folder of pictures");
    try {
      FolderWalk walk = FolderWalk.of(directory, "", followLinks, ClassFolders::isPicture);
      return new ClassFolders(
          List.of(),
          List.copyOf(walk.files()),
          List.copyOf(walk.names()),
          new int[walk.files().size()]);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the folder " + directory + ": " + e, e);
    }
  }

  private static void checkFolder(Path directory, String expected) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "Expected "
              + expected
              + ". Received: "
              + directory
              + (Files.exists(directory) ? ", which is no folder" : ", which does not exist"));
    }
  }

  private void addClass(Path folder, String name, boolean followLinks, double split, Subset subset)
      throws IOException {
    FolderWalk walk = FolderWalk.of(folder, name, followLinks, ClassFolders::isPicture);
    int count = walk.files().size();
    int held = (int) (split * count);
    int from = subset == Subset.TRAINING ? held : 0;
    int to = subset == Subset.VALIDATION ? held : count;
    names.addAll(walk.names().subList(from, to));
    files.addAll(walk.files().subList(from, to));
  }

  /** Whether a directory itself holds pictures, which then belong to no class. */
  static boolean hasPictures(Path directory) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (isPicture(entry.getFileName().toString()) && !Files.isDirectory(entry)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the folder " + directory + ": " + e, e);
    }
  }

  /** Keras compares the ends of names, and does not ask for the dot. */
  static boolean isPicture(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(lower::endsWith);
  }
}
