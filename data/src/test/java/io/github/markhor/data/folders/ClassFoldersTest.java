package io.github.markhor.data.folders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFoldersTest {
  @TempDir Path folder;

  private ClassFolders scan(boolean followLinks) {
    return ClassFolders.scan(folder, List.of(), followLinks);
  }

  private void file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "content does not matter here");
  }

  private void link(String name, String target) throws IOException {
    try {
      Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    } catch (UnsupportedOperationException | IOException e) {
      abort("Links cannot be made here: " + e);
    }
  }

  @Test
  void asksForTheEndingButNotForTheDot() throws IOException {
    for (String name : List.of("scanpng", "b.TIF", "c.jpeg", "d.gif", "e.webp", "f.png.txt")) {
      file("ant/" + name);
    }
    assertEquals(List.of("ant/b.TIF", "ant/c.jpeg", "ant/scanpng"), scan(false).names());
  }

  @Test
  void linkedFilesAndClassesCountAndLinkedFoldersWhenAsked() throws IOException {
    file("ant/one.png");
    file("ant/deep/two.png");
    link("ant/three.png", "one.png");
    link("ant/again", "deep");
    link("bee", "ant");
    List<String> ant = List.of("ant/one.png", "ant/three.png", "ant/deep/two.png");
    ClassFolders found = scan(false);
    assertEquals(List.of("ant", "bee"), found.classNames());
    assertEquals(ant, found.names().subList(0, 3));
    assertEquals(6, found.files().size());
    assertEquals(
        List.of("ant/one.png", "ant/three.png", "ant/again/two.png", "ant/deep/two.png"),
        scan(true).names().subList(0, 4));
  }

  @Test
  void aLoopOfLinksIsSaid() throws IOException {
    file("ant/one.png");
    link("ant/self", "../ant");
    assertEquals(1, scan(false).files().size());
    assertThrows(IllegalArgumentException.class, () -> scan(true));
  }

  @Test
  void sortsByCodePoint() {
    // U+FF21 comes before U+1F600, whose first 16-bit unit is the smaller one.
    assertTrue(FolderWalk.BY_CODE_POINT.compare("\uFF21", "\uD83D\uDE00") < 0);
    assertTrue(FolderWalk.BY_CODE_POINT.compare("a10", "a2") < 0);
    assertTrue(FolderWalk.BY_CODE_POINT.compare("a", "a.b") < 0);
    assertEquals(0, FolderWalk.BY_CODE_POINT.compare("b\u00e9", "b\u00e9"));
  }

  @Test
  void theShareIsCutToWholeFilesOfEveryClass() throws IOException {
    for (int i = 0; i < 7; i++) {
      file("ant/" + i + ".png");
      if (i < 3) {
        file("bee/" + i + ".png");
      }
    }
    ClassFolders held = scan(false).part(count -> 0, count -> (int) (0.29 * count));
    assertEquals(List.of("ant/0.png", "ant/1.png"), held.names());
    ClassFolders rest = scan(false).part(count -> (int) (0.29 * count), count -> count);
    assertArrayEquals(new int[] {0, 0, 0, 0, 0, 1, 1, 1}, rest.classes());
    assertFalse(rest.names().contains("ant/1.png"));
  }
}
