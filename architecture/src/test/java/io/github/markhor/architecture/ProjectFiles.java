package io.github.markhor.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the checkout that the tests of this package look at. */
final class ProjectFiles {
  private static final String ROOT_PROPERTY = "markhor.root";

  private ProjectFiles() {}

  /** The folder of the root pom.xml: the build passes it on; an IDE starts tests in the module. */
  static Path root() {
    return Path.of(System.getProperty(ROOT_PROPERTY, "..")).toAbsolutePath().normalize();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folders of the modules. */
  static List<Path> modules() {
    try (Stream<Path> folders = Files.list(root())) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
