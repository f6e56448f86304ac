package io.github.markhor.data;

import io.github.markhor.data.write.SafeFiles;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How files come to another place. Each way can be repeated after it was interrupted. A file that
 * is there already and holds something else is never replaced.
 */
public enum Transfer {
  /** The files are copied. */
  COPY {
    @Override
    void apply(Path from, Path to) throws IOException {
      if (!isDone(from, to)) {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        // One from an interrupted copy is used; another file of that name is left alone.
        part = SafeFiles.isBeginning(part, from) ? part : SafeFiles.free(part);
        Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  },

  /** The files are moved. */
  MOVE {
    @Override
    boolean isDone(Path from, Path to) throws IOException {
      return isSame(from, to);
    }

    @Override
    void apply(Path from, Path to) throws IOException {
      if (isDone(from, to)) {
        return;
      }
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException otherFileSystem) {
        SafeFiles.replace(
            to, temporary -> Files.copy(from, temporary, StandardCopyOption.COPY_ATTRIBUTES));
        Files.delete(from);
      }
    }
  },

  /** The files get a second name, on the same file system, that takes no space. */
  HARD_LINK {
    @Override
    void apply(Path from, Path to) throws IOException {
      if (!isDone(from, to)) {
        Files.deleteIfExists(to);
        Files.createLink(to, from);
      }
    }
  },

  /** Links that lead to the files where they are. */
  SYMBOLIC_LINK {
    @Override
    void apply(Path from, Path to) throws IOException {
      if (!isDone(from, to)) {
        Files.deleteIfExists(to);
        Files.createSymbolicLink(to, from.toAbsolutePath());
      }
    }
  };

  /** Brings a file to its place, where nothing is but what {@link #mayReplace} allows. */
  abstract void apply(Path from, Path to) throws IOException;

  /** Whether a place is free, or holds the file or its first bytes, from an interrupted copy. */
  final boolean mayReplace(Path from, Path to) throws IOException {
    return !SafeFiles.isTaken(to) || isSame(from, to) || SafeFiles.isBeginning(to, from);
  }

  /**
   * Whether a file has come to its place; of a copy, the size tells, once {@link #mayReplace} has
   * compared what the files hold.
   */
  boolean isDone(Path from, Path to) throws IOException {
    return isSame(from, to) || (Files.isRegularFile(to) && Files.size(to) == Files.size(from));
  }

  static boolean isSame(Path from, Path to) throws IOException {
    return Files.exists(to) && Files.isSameFile(from, to);
  }
}
