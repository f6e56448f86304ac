package io.github.markhor.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** How files come to another place. Each way can be repeated after it was interrupted. */
public enum Transfer {
  /** The files are copied. */
  COPY {
    @Override
    void apply(Path from, Path to) throws IOException {
      if (Files.exists(to) && Files.size(to) == Files.size(from)) {
        return;
      }
      Path part = to.resolveSibling(to.getFileName() + ".part");
      Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  },

  /** The files are moved. */
  MOVE {
    @Override
    void apply(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  },

  /** The files get a second name, on the same file system, that takes no space. */
  HARD_LINK {
    @Override
    void apply(Path from, Path to) throws IOException {
      if (!Files.exists(to)) {
        Files.createLink(to, from);
      }
    }
  },

  /** Links that lead to the files where they are. */
  SYMBOLIC_LINK {
    @Override
    void apply(Path from, Path to) throws IOException {
      if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(to, from.toAbsolutePath());
      }
    }
  };

  abstract void apply(Path from, Path to) throws IOException;
}
