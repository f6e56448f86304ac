package io.github.markhor.data.folders;

import io.github.markhor.data.decode.PictureFormats;
import io.github.markhor.data.write.SafeFiles;
import io.github.markhor.text.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * The pictures of a directory that holds a folder for each class, in Keras's order: classes sorted
 * or as given, within a class the folders sorted by their whole path, and within a folder the
 * files.
 *
 * @param classNames the classes in the order of their numbers
 * @param files the picture files
 * @param names the files relative to the directory, with {@code /}
 * @param classes the class number of each file
 */
public record ClassFolders(
    List<String> classNames, List<Path> files, List<String> names, int[] classes) {
  /**
   * Scans a directory.
   *
   * @param wanted the class folders; empty for all
   */
  public static ClassFolders scan(Path directory, List<String> wanted, boolean followLinks) {
    checkFolder(directory, "a folder that holds a subfolder for each class");
    try {
      TreeMap<String, Path> folders = FolderWalk.subfolders(directory);
      List<String> classNames = wanted.isEmpty() ? List.copyOf(folders.keySet()) : wanted;
      List<FolderWalk> walks = new ArrayList<>();
      for (String name : classNames) {
        Path folder = folders.getOrDefault(name, directory.resolve(name));
        if (!Files.isDirectory(folder)) {
          throw new IllegalArgumentException(
              "Expected a subfolder of "
                  + directory
                  + " for every class; it has "
                  + folders.keySet()
                  + ". "
                  + Names.received(folders.keySet(), name));
        }
        walks.add(FolderWalk.of(folder, name, followLinks, PictureFormats::countsInFlows));
      }
      return joined(classNames, walks);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the folder " + directory + ": " + e, e);
    }
  }

  private static ClassFolders joined(List<String> classNames, List<FolderWalk> walks) {
    List<Path> files = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (int number = 0; number < walks.size(); number++) {
      FolderWalk walk = walks.get(number);
      files.addAll(walk.files());
      names.addAll(walk.names());
      while (classes.size() < files.size()) {
        classes.add(number);
      }
    }
    return new ClassFolders(classNames, List.copyOf(files), List.copyOf(names), toArray(classes));
  }

  /** All pictures below a folder, at any depth, of no class. */
  public static ClassFolders unlabelled(Path directory, boolean followLinks) {
    checkFolder(directory, "a folder of pictures");
    try {
      FolderWalk walk = FolderWalk.of(directory, "", followLinks, PictureFormats::countsInFlows);
      return new ClassFolders(
          List.of(),
          List.copyOf(walk.files()),
          List.copyOf(walk.names()),
          new int[walk.files().size()]);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the folder " + directory + ": " + e, e);
    }
  }

  /**
   * Refuses a folder for files that Markhor writes within the folder whose pictures it reads, where
   * they would be taken for pictures of a class the next time, also by way of a class that is a
   * link.
   *
   * @param what the folder's purpose, for the message
   */
  public static void refuseWithin(Path directory, String what, Path folder) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Path real = SafeFiles.real(folder);
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, entry -> Files.isDirectory(entry))) {
      boolean within = real.startsWith(SafeFiles.real(directory));
      for (Path entry : entries) {
        within |= real.startsWith(SafeFiles.real(entry));
      }
      if (within) {
        throw new IllegalArgumentException(
            "Expected a folder for "
                + what
                + " outside "
                + directory
                + ", where it would be read as a class of pictures the next time. Received: "
                + folder);
      }
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

  /**
   * A part of the files of each class.
   *
   * @param from the first file of the part, by the number of files of a class
   * @param to the file behind the part, by the number of files of a class
   */
  public ClassFolders part(IntUnaryOperator from, IntUnaryOperator to) {
    List<Path> partFiles = new ArrayList<>();
    List<String> partNames = new ArrayList<>();
    List<Integer> partClasses = new ArrayList<>();
    int begin = 0;
    for (int number = 0; number < classNames.size(); number++) {
      int end = begin;
      while (end < classes.length && classes[end] == number) {
        end++;
      }
      int count = end - begin;
      for (int i = begin + from.applyAsInt(count); i < begin + to.applyAsInt(count); i++) {
        partFiles.add(files.get(i));
        partNames.add(names.get(i));
        partClasses.add(number);
      }
      begin = end;
    }
    return new ClassFolders(
        classNames, List.copyOf(partFiles), List.copyOf(partNames), toArray(partClasses));
  }

  /** The files of these numbers, in this order; the classes stay. */
  public ClassFolders rows(int... numbers) {
    return new ClassFolders(
        classNames,
        Arrays.stream(numbers).mapToObj(files::get).toList(),
        Arrays.stream(numbers).mapToObj(names::get).toList(),
        Arrays.stream(numbers).map(number -> classes[number]).toArray());
  }

  private static int[] toArray(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Whether a directory itself holds pictures, which then belong to no class. */
  public static boolean hasPictures(Path directory) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (PictureFormats.countsInFlows(name) && !Files.isDirectory(entry)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the folder " + directory + ": " + e, e);
    }
  }
}
