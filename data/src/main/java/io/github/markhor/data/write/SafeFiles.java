package io.github.markhor.data.write;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files beside those of others. The rule of the whole library: a file that Markhor has not written
 * is replaced only where the user has given that very file's name.
 */
public final class SafeFiles {
  private SafeFiles() {}

  /** Writes a file at a path where none is yet. */
  @FunctionalInterface
  public interface Writer {
    /** Writes the file. */
    void write(Path file) throws IOException;
  }

  /** Whether something has this name, be it a link that leads nowhere. */
  public static boolean isTaken(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** A path without links, as far as it exists. */
  public static Path real(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    try {
      return whole.toRealPath();
    } catch (IOException missing) {
      Path parent = whole.getParent();
      return parent == null ? whole : real(parent).resolve(whole.getFileName());
    }
  }

  /** A name that nothing has: the one wanted, or {@code name-2.ending}, {@code name-3.ending}. */
  public static Path free(Path wanted) {
    if (!isTaken(wanted)) {
      return wanted;
    }
    String name = wanted.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String ending = dot > 0 ? name.substring(dot) : "";
    for (int number = 2; ; number++) {
      Path other = wanted.resolveSibling(stem + "-" + number + ending);
      if (!isTaken(other)) {
        return other;
      }
    }
  }

  /** Moves a file to a name that is free then, and returns it. The folder is made. */
  public static Path moveToFree(Path from, Path wanted) throws IOException {
    Files.createDirectories(wanted.toAbsolutePath().getParent());
    while (true) {
      Path to = free(wanted);
      try {
        return Files.move(from, to);
      } catch (FileAlreadyExistsException takenMeanwhile) {
        // Another program was quicker; the next name is tried.
        continue;
      }
    }
  }

  /** Whether a file holds the first bytes of another, or all of them, and nothing else. */
  public static boolean isBeginning(Path part, Path whole) throws IOException {
    if (!Files.isRegularFile(part)) {
      return false;
    }
    long size = Files.size(part);
    if (size > Files.size(whole)) {
      return false;
    }
    long differs = Files.mismatch(part, whole);
    return differs < 0 || differs == size;
  }

  /** Puts a file in its place, instead of the one there, when it has been written wholly. */
  public static void replace(Path file, Writer writer) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "." + file.getFileName() + ".", ".tmp");
    try {
      Files.delete(temporary);
      writer.write(temporary);
      try {
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException unsupported) {
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
