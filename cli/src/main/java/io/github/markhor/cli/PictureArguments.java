package io.github.markhor.cli;

import io.github.markhor.data.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pictures that a command line names: files, folders, patterns, standard input. */
final class PictureArguments {
  private PictureArguments() {}

  /**
   * The files, in the order of the arguments, within a folder or pattern by name.
   *
   * @throws IllegalArgumentException if an argument names no picture
   */
  static List<Path> files(List<String> arguments, InputStream standardInput) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("-")) {
        files.addAll(lines(standardInput));
        continue;
      }
      Path path = Path.of(argument);
      List<Path> found =
          Files.isDirectory(path)
              ? pictures(path)
              : Files.exists(path) ? List.of(path) : matching(argument);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected a picture, a folder of pictures or a pattern that fits some. Received: "
                + argument);
      }
      files.addAll(found);
    }
    return files;
  }

  private static List<Path> lines(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
    return reader.lines().filter(line -> !line.isBlank()).map(Path::of).toList();
  }

  private static List<Path> pictures(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Folders::isPicture).filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The files that a pattern fits, which the shell has not replaced by them. */
  private static List<Path> matching(String pattern) throws IOException {
    int wild = pattern.replaceAll("[*?\\[{].*", "").length();
    if (wild == pattern.length()) {
      return List.of();
    }
    int slash = pattern.lastIndexOf('/', wild);
    Path start = Path.of(slash < 0 ? "." : slash == 0 ? "/" : pattern.substring(0, slash));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    String whole = slash < 0 ? "./" + pattern : pattern;
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + whole);
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(matcher::matches)
          .filter(Files::isRegularFile)
          .map(file -> slash < 0 ? start.relativize(file) : file)
          .sorted()
          .toList();
    }
  }
}
