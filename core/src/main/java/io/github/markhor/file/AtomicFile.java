package io.github.markhor.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Replaces a file at once: it is written under another name in the same folder, brought to the disk
 * and renamed. Whatever fails, the old file stays as it was and no other is left behind.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a file.
   *
   * @param writer writes a file at the path that it gets, where none is yet
   * @throws ModelFileException if the file cannot be made or replaced; what the writer throws is
   *     passed on
   */
  public static void write(Path file, Consumer<Path> writer) {
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = null;
    try {
      if (Files.isDirectory(file)) {
        throw new ModelFileException("Expected a file to write. Received a folder: " + file);
      }
      temporary = Files.createTempFile(folder, "." + file.getFileName() + ".", ".tmp");
      Files.delete(temporary);
      writer.accept(temporary);
      sync(temporary, StandardOpenOption.WRITE);
      move(temporary, file);
      syncFolder(folder);
    } catch (IOException problem) {
      throw new ModelFileException("The file " + file + " cannot be written: " + problem, problem);
    } finally {
      delete(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException unsupported) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void sync(Path file, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(file, how)) {
      channel.force(true);
    }
  }

  /** Brings the new name to the disk where the system can; Windows opens no folders. */
  private static void syncFolder(Path folder) {
    try {
      sync(folder, StandardOpenOption.READ);
    } catch (IOException unsupported) {
      // The file itself is on the disk; only its name may be lost with the power.
      return;
    }
  }

  private static void delete(Path temporary) {
    try {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException problem) {
      throw new ModelFileException("The file " + temporary + " cannot be deleted.", problem);
    }
  }
}
