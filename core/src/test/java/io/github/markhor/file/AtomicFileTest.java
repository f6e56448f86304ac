package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  void missingFoldersAreMade() throws IOException {
    Path file = folder.resolve("a/b/model.h5");
    AtomicFile.write(file, temporary -> write(temporary, "new"));
    assertEquals("new", Files.readString(file));
    ModelFileException refused =
        assertThrows(
            ModelFileException.class,
            () -> AtomicFile.write(file.resolve("c/model.h5"), unused -> write(unused, "x")));
    assertTrue(refused.getMessage().contains(file + "/c/model.h5"), refused.getMessage());
    assertEquals("new", Files.readString(file));
  }

  /** The name of a temporary file means nothing to anyone. */
  @Test
  void messagesNameTheFileThatWasAskedFor() {
    Path file = folder.resolve("model.h5");
    ModelFileException refused =
        assertThrows(
            ModelFileException.class,
            () ->
                AtomicFile.write(
                    file,
                    temporary -> {
                      throw new ModelFileException("The file " + temporary + " is odd.");
                    }));
    assertEquals("The file " + file + " is odd.", refused.getMessage());
    ModelFileException missing =
        assertThrows(ModelFileException.class, () -> AtomicFile.write(file, unused -> {}));
    assertTrue(missing.getMessage().contains("The file " + file + " cannot"), missing.getMessage());
    assertFalse(missing.getMessage().contains(".tmp"), missing.getMessage());
  }

  @Test
  void aFileInAZipIsReplacedToo() throws IOException {
    Path zip = folder.resolve("a.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path file = files.getPath("/models/m.h5");
      AtomicFile.write(file, temporary -> write(temporary, "old"));
      AtomicFile.write(file, temporary -> write(temporary, "new"));
      assertThrows(
          IllegalStateException.class,
          () ->
              AtomicFile.write(
                  file,
                  temporary -> {
                    throw new IllegalStateException("the disk is full");
                  }));
    }
    try (FileSystem files = FileSystems.newFileSystem(zip);
        Stream<Path> in = Files.list(files.getPath("/models"))) {
      Path file = files.getPath("/models/m.h5");
      assertEquals(List.of(file), in.toList());
      assertEquals("new", Files.readString(file));
    }
    assertTrue(zip.toFile().setWritable(false));
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      Path file = files.getPath("/models/m.h5");
      if (files.isReadOnly()) {
        ModelFileException refused =
            assertThrows(
                ModelFileException.class,
                () -> AtomicFile.write(file, unused -> write(unused, "")));
        assertTrue(refused.getMessage().contains("read-only"), refused.getMessage());
      }
    }
  }

  @Test
  void aFolderIsNotReplaced() {
    ModelFileException refused =
        assertThrows(
            ModelFileException.class, () -> AtomicFile.write(folder, unused -> write(unused, "x")));
    assertTrue(refused.getMessage().contains("folder"), refused.getMessage());
  }
}
