package io.github.markhor.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** Java compares by 16-bit units, Python by code points; they differ beyond the first plane. */
  static final Comparator<String> BY_CODE_POINT = ClassFolders::compareCodePoints;

  private static int compareCodePoints(String a, String b) {
    int at = 0;
    while (at < a.length() && at < b.length()) {
      int left = a.codePointAt(at);
      int right = b.codePointAt(at);
      if (left != right) {
        return Integer.compare(left, right);
      }
      at += Character.charCount(left);
    }
    return Integer.compare(a.length(), b.length());
  }

  /**
   * Scans a directory.
   *
   * @param wanted the class folders; empty for all
   * @param split the share that validates
   * @param subset null for all files
   */
  static ClassFolders scan(
      Path directory, List<String> wanted, boolean followLinks, double split, Subset subset) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "Expected a folder that holds a subfolder for each class. Received: "
              + directory
              + (Files.exists(directory) ? ", which is no folder" : ", which does not exist"));
    }
    try {
      TreeMap<String, Path> folders = subfolders(directory);
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

  private void addClass(Path folder, String name, boolean followLinks, double split, Subset subset)
      throws IOException {
    TreeMap<String, TreeMap<String, Path>> found = new TreeMap<>(BY_CODE_POINT);
    walk(folder, name, followLinks, new ArrayList<>(), found);
    List<String> classNames = new ArrayList<>();
    List<Path> classFiles = new ArrayList<>();
    found.forEach(
        (parent, entries) ->
            entries.forEach(
                (file, path) -> {
                  classNames.add(parent + "/" + file);
                  classFiles.add(path);
                }));
    int count = classFiles.size();
    int held = (int) (split * count);
    int from = subset == Subset.TRAINING ? held : 0;
    int to = subset == Subset.VALIDATION ? held : count;
    names.addAll(classNames.subList(from, to));
    files.addAll(classFiles.subList(from, to));
  }

  private static void walk(
      Path folder,
      String name,
      boolean followLinks,
      List<Path> above,
      TreeMap<String, TreeMap<String, Path>> found)
      throws IOException {
    Path real = folder.toRealPath();
    if (above.contains(real)) {
      throw new IllegalArgumentException(
          "Expected links that do not lead back to a folder above them. Received: " + folder);
    }
    above.add(real);
    TreeMap<String, Path> pictures = new TreeMap<>(BY_CODE_POINT);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String entryName = entry.getFileName().toString();
        if (Files.isDirectory(entry)) {
          if (followLinks || !Files.isSymbolicLink(entry)) {
            walk(entry, name + "/" + entryName, followLinks, above, found);
          }
        } else if (isPicture(entryName)) {
          pictures.put(entryName, entry);
        }
      }
    }
    found.put(name, pictures);
    above.remove(above.size() - 1);
  }

  private static TreeMap<String, Path> subfolders(Path directory) throws IOException {
    TreeMap<String, Path> folders = new TreeMap<>(BY_CODE_POINT);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry)) {
          folders.put(entry.getFileName().toString(), entry);
        }
      }
    }
    return folders;
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
  private static boolean isPicture(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(lower::endsWith);
  }
}
