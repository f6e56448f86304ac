package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FolderSplitTest {
  @TempDir Path folder;

  private Path source(int cats, int eels) throws IOException {
    Path source = folder.resolve("source");
    for (int i = 0; i < cats; i++) {
      write(source.resolve("cat/c" + i + ".jpg"), "cat " + i);
    }
    for (int i = 0; i < eels; i++) {
      write(source.resolve("eel/deep/e" + i + ".png"), "eel number " + i);
    }
    return source;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Map<String, Integer> split(Path source, Path target, SplitParts parts, long seed) {
    return FolderSplit.of(source, target).parts(parts).seed(seed).run();
  }

  /** Names below a folder and what the files hold. */
  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void copiesSharesOfEveryClass() throws IOException {
    Path source = source(10, 7);
    Path target = folder.resolve("target");
    Map<String, Integer> counts = split(source, target, SplitParts.ratios(0.6, 0.2, 0.2), 4);
    // Of 7: up to 4.2, 5.6 and 7.
    assertEquals(Map.of("train", 6 + 4, "validation", 2 + 1, "test", 2 + 2), counts);
    Map<String, String> all = new TreeMap<>();
    for (String part : counts.keySet()) {
      all.putAll(contents(target.resolve(part)));
    }
    assertEquals(contents(source), all);
    assertEquals(6, contents(target.resolve("train/cat")).size());
    assertEquals(4, contents(target.resolve("train/eel/deep")).size());

    // Again: nothing to do. Another seed: refused there, and another choice elsewhere.
    assertEquals(counts, split(source, target, SplitParts.ratios(0.6, 0.2, 0.2), 4));
    assertThrows(
        IllegalStateException.class,
        () -> split(source, target, SplitParts.ratios(0.6, 0.2, 0.2), 5));
    Path other = folder.resolve("other");
    split(source, other, SplitParts.ratios(0.6, 0.2, 0.2), 5);
    assertNotEquals(
        contents(target.resolve("train")).keySet(), contents(other.resolve("train")).keySet());
  }

  @Test
  void goesOnAfterAnInterruptedCopy() throws IOException {
    Path source = source(9, 5);
    Path target = folder.resolve("target");
    split(source, target, SplitParts.ratios(0.7, 0.3), 1);
    Map<String, String> whole = contents(target);
    String first = whole.keySet().iterator().next();
    Files.delete(target.resolve(first));
    Files.writeString(target.resolve(first + ".part"), "ca");
    String last = List.copyOf(whole.keySet()).get(whole.size() - 1);
    Files.writeString(target.resolve(last), "ee");
    split(source, target, SplitParts.ratios(0.7, 0.3), 1);
    assertEquals(whole, contents(target));
  }

  @ParameterizedTest
  @EnumSource(Transfer.class)
  void everyWayMakesTheSameFoldersAndCanBeRunAgain(Transfer transfer) throws IOException {
    Path source = source(6, 5);
    Map<String, String> before = contents(source);
    Path copied = folder.resolve("copied");
    FolderSplit copy = FolderSplit.of(source, copied).parts(SplitParts.counts(3, 1)).seed(2);
    assertEquals(Map.of("train", 6, "validation", 2), copy.run());
    Path target = folder.resolve("target");
    FolderSplit split =
        FolderSplit.of(source, target).parts(SplitParts.counts(3, 1)).seed(2).transfer(transfer);
    split.run();
    assertEquals(contents(copied).keySet(), names(target));
    int left = transfer == Transfer.MOVE ? 3 : 11;
    assertEquals(left, contents(source).size());
    assertEquals(Map.of("train", 6, "validation", 2), split.run());
    assertEquals(contents(copied).keySet(), names(target));
    Path one = target.resolve(contents(copied).keySet().iterator().next());
    assertTrue(before.containsValue(Files.readString(one)));
    assertEquals(transfer == Transfer.SYMBOLIC_LINK, Files.isSymbolicLink(one));
  }

  @ParameterizedTest
  @EnumSource(Transfer.class)
  void otherFilesInTheTargetStayAndAreNamed(Transfer transfer) throws IOException {
    Path source = source(4, 3);
    Map<String, String> before = contents(source);
    Path target = folder.resolve("target");
    write(target.resolve("train/cat/c1.jpg"), "a picture of someone else");
    write(target.resolve("train/cat/c0.jpg.part"), "a part of someone else's");
    Map<String, String> there = contents(target);
    FolderSplit split =
        FolderSplit.of(source, target).parts(SplitParts.counts(3)).transfer(transfer);
    // The seed must put the file there; then nothing at all is written.
    FolderSplit chosen = split;
    for (int seed = 0; ; seed++) {
      chosen = split.seed(seed);
      Path other = folder.resolve("other" + seed);
      FolderSplit.of(source, other).parts(SplitParts.counts(3)).seed(seed).run();
      if (Files.exists(other.resolve("train/cat/c1.jpg"))
          && Files.exists(other.resolve("train/cat/c0.jpg"))) {
        break;
      }
    }
    // The second is as long as the source's own file.
    for (String text : List.of("a picture of someone else", "CAT 1")) {
      write(target.resolve("train/cat/c1.jpg"), text);
      there.put("train/cat/c1.jpg", text);
      IllegalStateException e = assertThrows(IllegalStateException.class, chosen::run);
      assertTrue(e.getMessage().contains("c1.jpg"), e.getMessage());
      assertEquals(there, contents(target));
      assertEquals(before, contents(source));
    }

    Files.delete(target.resolve("train/cat/c1.jpg"));
    chosen.run();
    assertEquals(
        "a part of someone else's", Files.readString(target.resolve("train/cat/c0.jpg.part")));
    assertEquals("cat 0", Files.readString(target.resolve("train/cat/c0.jpg")));
  }

  private static java.util.Set<String> names(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      java.util.Set<String> names = new java.util.TreeSet<>();
      files
          .filter(file -> !Files.isDirectory(file))
          .forEach(file -> names.add(root.relativize(file).toString().replace('\\', '/')));
      return names;
    }
  }

  @Test
  void anInterruptedMoveChoosesTheSameFiles() throws IOException {
    Path source = source(8, 6);
    Path target = folder.resolve("target");
    FolderSplit split =
        FolderSplit.of(source, target).parts(SplitParts.ratios(0.5, 0.25)).transfer(Transfer.MOVE);
    split.run();
    Map<String, String> whole = contents(target);
    // As if it had been stopped before these were moved.
    for (String name : List.copyOf(whole.keySet()).subList(0, 3)) {
      Files.move(target.resolve(name), source.resolve(name.substring(name.indexOf('/') + 1)));
    }
    split.run();
    assertEquals(whole, contents(target));
  }

  @Test
  void sortsAFlatFolderIntoClassesByPattern() throws IOException {
    Path flat = folder.resolve("flat");
    for (int i = 0; i < 4; i++) {
      write(flat.resolve("cat." + i + ".jpg"), "cat " + i);
      write(flat.resolve("dog." + i + ".jpg"), "dog " + i);
    }
    write(flat.resolve("readme.txt"), "no picture");
    Path target = folder.resolve("target");
    Map<String, Integer> counts =
        FolderSplit.of(flat, target)
            .classPattern("(\\w+)\\.\\d+\\.jpg")
            .parts(SplitParts.counts(2, 2))
            .run();
    assertEquals(Map.of("train", 4, "validation", 4), counts);
    assertEquals(2, contents(target.resolve("train/dog")).size());
    contents(target.resolve("validation/cat"))
        .forEach((name, text) -> assertEquals("cat " + name.charAt(4), text));
    assertThrows(
        IllegalArgumentException.class, () -> FolderSplit.of(flat, target).classPattern("x"));
  }

  @Test
  void takesSomeFilesOfAllClassesAndNamesTheirFolders() throws IOException {
    Path flat = folder.resolve("flat");
    for (int i = 0; i < 40; i++) {
      write(flat.resolve("cat." + i + ".jpg"), "cat " + i);
      write(flat.resolve("dog." + i + ".jpg"), "dog " + i);
    }
    Path target = folder.resolve("target");
    FolderSplit split =
        FolderSplit.of(flat, target)
            .classPattern("(\\w+)\\.\\d+\\.jpg")
            .classNames(Map.of("cat", "cats", "dog", "dogs"))
            .take(30)
            .seed(3);
    Map<String, Integer> counts = split.run();
    assertEquals(30, counts.get("train") + counts.get("validation"));
    assertEquals(counts, split.run());
    int cats = contents(target.resolve("train/cats")).size();
    int dogs = contents(target.resolve("train/dogs")).size();
    assertEquals(counts.get("train"), cats + dogs);
    org.junit.jupiter.api.Assertions.assertNotEquals(cats, dogs, "drawn from all together");
    contents(target.resolve("validation/dogs"))
        .forEach((name, text) -> assertEquals(name, text.replace(' ', '.') + ".jpg"));
    String told = assertThrows(IllegalStateException.class, () -> split.seed(4).run()).getMessage();
    org.junit.jupiter.api.Assertions.assertTrue(told.contains("empty it, or choose another"), told);
    for (FolderSplit wrong :
        List.of(split.take(81), FolderSplit.of(flat, target).classNames(Map.of("cat", "cats")))) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
    assertThrows(IllegalArgumentException.class, () -> split.classNames(Map.of("cat", "../cats")));
    assertThrows(
        IllegalArgumentException.class, () -> split.classNames(Map.of("cat", "a", "dog", "a")));
  }

  @Test
  void splitsByListsOfBothKinds() throws IOException {
    Path source = source(4, 3);
    Path json = folder.resolve("train.json");
    Files.writeString(json, "{\"cat\": [\"cat/c2\", \"cat/c0\"], \"eel\": [\"eel/deep/e1\"]}");
    Path text = folder.resolve("test.txt");
    Files.writeString(text, "cat/c3.jpg\n\neel/deep/e0\n");
    Map<String, Path> lists = new LinkedHashMap<>();
    lists.put("train", json);
    lists.put("test", text);
    Path target = folder.resolve("target");
    FolderSplit split = FolderSplit.of(source, target).lists(lists);
    assertEquals(Map.of("train", 3, "test", 2), split.run());
    assertEquals(
        java.util.Set.of(
            "train/cat/c2.jpg",
            "train/cat/c0.jpg",
            "train/eel/deep/e1.png",
            "test/cat/c3.jpg",
            "test/eel/deep/e0.png"),
        contents(target).keySet());
    for (String bad : List.of("cat/c9", "../outside/x", "cat/c2")) {
      Files.writeString(text, bad);
      assertTrue(
          assertThrows(IllegalArgumentException.class, split::run).getMessage().contains(bad));
    }
  }

  @Test
  void refusesWhatCannotBe() throws IOException {
    Path source = source(3, 5);
    Path target = folder.resolve("target");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> split(source, target, SplitParts.counts(3, 1), 0));
    assertTrue(e.getMessage().contains("class cat"), e.getMessage());
    assertFalse(Files.exists(target));
    assertThrows(
        IllegalArgumentException.class, () -> FolderSplit.of(source, source.resolve("cat/x")));
    assertThrows(IllegalArgumentException.class, () -> SplitParts.ratios(0.7, 0.4));
    assertThrows(IllegalArgumentException.class, () -> SplitParts.counts());
    assertThrows(IllegalArgumentException.class, () -> SplitParts.counts(-1, 2));
    assertArrayEquals(new int[] {7, 10}, SplitParts.ratios(0.7, 0.3).ends("x", 10));
  }
}
