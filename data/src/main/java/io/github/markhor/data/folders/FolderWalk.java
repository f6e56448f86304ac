package io.github.markhor.data.folders;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The files below a folder in Keras's order: the folders sorted by their whole path, and within a
 * folder the files, all by code point.
 *
 * @param names the files relative to where the folder lies, with {@code /}
 * @param files the files themselves
 */
public record FolderWalk(List<String> names, List<Path> files) {
  /** Java compares by 16-bit units, Python by code points; they differ beyond the first plane. */
  public static final Comparator<String> BY_CODE_POINT = FolderWalk::compareCodePoints;

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
   * Walks through a folder.
   *
   * @param name the start of the files' names; may be empty
   * @param followLinks whether linked folders below it are entered
   * @param wanted tells by a file's name whether the file counts
   */
  static FolderWalk of(Path folder, String name, boolean followLinks, Predicate<String> wanted)
      throws IOException {
    TreeMap<String, TreeMap<String, Path>> found = new TreeMap<>(BY_CODE_POINT);
    walk(folder, name, followLinks, wanted, new ArrayList<>(), found);
    FolderWalk all = new FolderWalk(new ArrayList<>(), new ArrayList<>());
    found.forEach(
        (parent, entries) ->
            entries.forEach(
                (file, path) -> {
                  all.names.add(parent.isEmpty() ? file : parent + "/" + file);
                  all.files.add(path);
                }));
    return all;
  }

  private static void walk(
      Path folder,
      String name,
      boolean followLinks,
      Predicate<String> wanted,
      List<Path> above,
      TreeMap<String, TreeMap<String, Path>> found)
      throws IOException {
    Path real = folder.toRealPath();
    if (above.contains(real)) {
      throw new IllegalArgumentException(
          "Expected links that do not lead back to a folder above them. Received: " + folder);
    }
    above.add(real);
    TreeMap<String, Path> files = new TreeMap<>(BY_CODE_POINT);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String entryName = entry.getFileName().toString();
        if (Files.isDirectory(entry)) {
          if (followLinks || !Files.isSymbolicLink(entry)) {
            String below = name.isEmpty() ? entryName : name + "/" + entryName;
            walk(entry, below, followLinks, wanted, above, found);
          }
        } else if (wanted.test(entryName)) {
          files.put(entryName, entry);
        }
      }
    }
    found.put(name, files);
    above.remove(above.size() - 1);
  }

  /** The folders within a folder, by name; a link to a folder is one too. */
  static TreeMap<String, Path> subfolders(Path directory) throws IOException {
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
}
