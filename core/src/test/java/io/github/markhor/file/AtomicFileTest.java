package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are replaced at once. */
final class AtomicFileTest {
  @TempDir Path folder;

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  private void assertAlone(Path file, String content) throws IOException {
    assertEquals(content, Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void theOldFileIsReplaced() throws IOException {
    Path file = folder.resolve("model.h5");
    write(file, "old");
    AtomicFile.write(file, temporary -> write(temporary, "new"));
    assertAlone(file, "new");
  }

  @Test
  void aFailingWriteLeavesTheOldFileAndNoOther() throws IOException {
    Path file = folder.resolve("model.h5");
    write(file, "old");
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                file,
                temporary -> {
                  write(temporary, "half");
                  throw new IllegalStateException("the disk is full");
                }));
    assertAlone(file, "old");
  }

  @Test
  void aFolderIsNotReplaced() {
    ModelFileException refused =
        assertThrows(
            ModelFileException.class, () -> AtomicFile.write(folder, unused -> write(unused, "x")));
    assertTrue(refused.getMessage().contains("folder"), refused.getMessage());
  }
}
