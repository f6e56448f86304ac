package io.github.markhor.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Replaces a file at once: it is written under another name in the same folder, brought to the disk
 * and renamed. Whatever fails, the old file stays as it was and no other is left behind. Folders
 * that are missing are made. In a file system of another kind, a jar for one, the file is copied
 * from the system's folder for temporary files.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a file.
   *
   * @param writer writes a file at the path that it gets, where none is yet
   * @throws ModelFileException if the file cannot be made or replaced; what the writer throws is
   *     passed on, but for the name of the temporary file
   */
  public static void write(Path file, Consumer<Path> writer) {
    if (!file.getFileSystem().isOpen()) {
      throw new ModelFileException(
          "Expected a file system that is open for " + file + ". Received: one that is closed");
    }
    if (Files.isDirectory(file)) {
      throw new ModelFileException("Expected a file to write. Received a folder: " + file);
    }
    Path folder = file.toAbsolutePath().getParent();
    makeFolder(folder, file);
    Path temporary = null;
    Path beside = null;
    try {
      boolean local = file.getFileSystem() == FileSystems.getDefault();
      String start = "." + file.getFileName() + ".";
      temporary =
          local
              ? Files.createTempFile(folder, start, ".tmp")
              : Files.createTempFile("markhor", ".tmp");
      Files.delete(temporary);
      writer.accept(temporary);
      if (local) {
        sync(temporary, StandardOpenOption.WRITE);
        move(temporary, file);
        syncFolder(folder);
      } else {
        beside = Files.createTempFile(folder, start, ".tmp");
        Files.copy(temporary, beside, StandardCopyOption.REPLACE_EXISTING);
        move(beside, file);
      }
    } catch (ModelFileException problem) {
      throw named(file, temporary, problem);
    } catch (IOException | ReadOnlyFileSystemException problem) {
      throw cannot(file, temporary, problem);
    } finally {
      delete(temporary);
      delete(beside);
    }
  }

  private static void makeFolder(Path folder, Path file) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException taken) {
      throw new ModelFileException(
          "Expected a folder to write " + file + " to. Received a file: " + taken.getFile(), taken);
    } catch (IOException | ReadOnlyFileSystemException problem) {
      throw cannot(file, null, problem);
    }
  }

  /** The writer's exception, with the file's own name in place of the temporary one. */
  private static ModelFileException named(Path file, Path temporary, ModelFileException problem) {
    String name = String.valueOf(temporary);
    String message = String.valueOf(problem.getMessage());
    return message.contains(name)
        ? new ModelFileException(message.replace(name, file.toString()), problem)
        : problem;
  }

  private static ModelFileException cannot(Path file, Path temporary, Exception problem) {
    String reason = String.valueOf(problem);
    if (problem instanceof AccessDeniedException) {
      reason = "access is denied";
    } else if (problem instanceof ReadOnlyFileSystemException) {
      reason = "its file system is read-only";
    } else if (problem instanceof NoSuchFileException) {
      reason = "its folder takes no files";
    } else if (problem instanceof FileSystemException system && system.getReason() != null) {
      reason = system.getReason();
    }
    return new ModelFileException(
        "The file "
            + file
            + " cannot be written: "
            + reason.replace(String.valueOf(temporary), file.toString())
            + ".",
        problem);
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
