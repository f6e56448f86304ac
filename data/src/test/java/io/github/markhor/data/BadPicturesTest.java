package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.table.Columns;
import io.github.markhor.data.table.DataFrame;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BadPicturesTest {
  private static final ImageDataGenerator AUGMENT =
      ImageDataGenerator.builder().rotationRange(30).build();
  private static final Flow FLOW =
      Flow.defaults().targetSize(6, 5).batchSize(4).seed(9).classMode(ClassMode.SPARSE);

  @TempDir Path folder;
  private Path pictures;

  @BeforeEach
  void drawAndSpoil() throws IOException {
    pictures = Drawings.classes(folder.resolve("pictures"), 6, 5);
    spoil("ant/p2.png");
    spoil("bee/p0.png");
  }

  private void spoil(String name) throws IOException {
    Path file = pictures.resolve(name);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
  }

  private static List<float[]> epoch(BatchSource source, int number, int firstBatch) {
    List<float[]> batches = new ArrayList<>();
    try (var epoch = source.epoch(number, firstBatch)) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          assertEquals(batch.y().shape().size(0), batch.size());
          batches.add(batch.x().toArray());
          batches.add(batch.y().toArray());
        }
      }
    }
    return batches;
  }

  private static void assertSame(List<float[]> expected, List<float[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i));
    }
  }

  @Test
  void failsByDefaultAndNamesTheFile() {
    try (DirectoryImages images = AUGMENT.flowFromDirectory(pictures, FLOW.shuffle(false))) {
      PictureException e = assertThrows(PictureException.class, () -> epoch(images, 0, 0));
      assertEquals(pictures.resolve("ant/p2.png"), e.file());
      assertTrue(e.getMessage().contains("p2.png"));
    }
  }

  @Test
  void skippingMakesBatchesSmallerAndIsTheSameWithAnyNumberOfWorkers() {
    List<float[]> first = null;
    for (int workers : new int[] {1, 2, 8}) {
      Flow flow = FLOW.badPictures(BadPictures.skip()).workers(workers);
      try (DirectoryImages images = AUGMENT.flowFromDirectory(pictures, flow)) {
        List<float[]> batches = epoch(images, 0, 0);
        int labels = batches.get(1).length + batches.get(3).length + batches.get(5).length;
        assertEquals(9, labels);
        first = first == null ? batches : first;
        assertSame(first, batches);
        assertEquals(2, images.badPictures().size());
        assertEquals(pictures.resolve("ant/p2.png"), images.badPictures().get(0).file());
        assertEquals(pictures.resolve("bee/p0.png"), images.badPictures().get(1).file());
        List<float[]> again = epoch(images, 0, 0);
        assertSame(first, again);
        // In the middle of an epoch, and by number.
        assertSame(first.subList(2, 6), epoch(images, 0, 1));
        for (int i = 0; i < 3; i++) {
          assertArrayEquals(first.get(2 * i), images.batch(0, i).x().toArray());
          assertArrayEquals(first.get(2 * i + 1), images.batch(0, i).y().toArray());
        }
      }
    }
  }

  @Test
  void whatIsLeftIsWhatItWouldBeWithoutTheBadOnes() {
    Flow flow = FLOW.shuffle(false).badPictures(BadPictures.skip());
    try (DirectoryImages images = AUGMENT.flowFromDirectory(pictures, flow)) {
      List<float[]> batches = epoch(images, 3, 0);
      // The third of six ants is left out, and the first of five bees.
      assertArrayEquals(new float[] {0, 0, 0}, batches.get(1));
      assertArrayEquals(new float[] {0, 0, 1}, batches.get(3));
      assertArrayEquals(new float[] {1, 1, 1}, batches.get(5));
      Path file = pictures.resolve("ant/p3.png");
      var transform = AUGMENT.randomTransform(images.inputShape(), 9, 3, 3);
      float[] expected = AUGMENT.applyTransform(Pictures.load(file, FLOW), transform).toArray();
      float[] third = Arrays.copyOfRange(batches.get(0), 2 * 90, 3 * 90);
      assertArrayEquals(expected, third);
    }
  }

  @Test
  void aBatchOfBadPicturesAloneIsDropped() {
    Flow flow = FLOW.batchSize(1).shuffle(false).badPictures(BadPictures.skip());
    try (DirectoryImages images = AUGMENT.flowFromDirectory(pictures, flow)) {
      assertEquals(9 * 2, epoch(images, 0, 0).size());
      assertThrows(PictureException.class, () -> images.batch(0, 2));
    }
  }

  @Test
  void nothingLeftIsAnError() throws IOException {
    Path only = folder.resolve("only");
    Files.createDirectories(only.resolve("a"));
    Files.writeString(only.resolve("a/x.png"), "no picture");
    Files.writeString(only.resolve("a/y.png"), "nor this");
    Flow flow = FLOW.badPictures(BadPictures.skip());
    try (DirectoryImages images = AUGMENT.flowFromDirectory(only, flow)) {
      for (int number = 0; number < 2; number++) {
        int epoch = number;
        IllegalStateException e =
            assertThrows(IllegalStateException.class, () -> epoch(images, epoch, 0));
        assertTrue(e.getMessage().contains("x.png"), e.getMessage());
      }
    }
  }

  @Test
  void quarantineMovesAndListsThem() throws IOException {
    Path away = folder.resolve("away");
    Flow flow = FLOW.badPictures(BadPictures.quarantine(away));
    List<float[]> first;
    try (DirectoryImages images = AUGMENT.flowFromDirectory(pictures, flow)) {
      first = epoch(images, 1, 0);
      assertSame(first, epoch(images, 1, 0));
    }
    assertFalse(Files.exists(pictures.resolve("ant/p2.png")));
    assertEquals(40, Files.size(away.resolve("ant/p2.png")));
    assertEquals(40, Files.size(away.resolve("bee/p0.png")));
    List<String> list = Files.readAllLines(away.resolve("list.csv"), StandardCharsets.UTF_8);
    assertEquals(3, list.size());
    assertEquals("file,problem,moved_to", list.get(0));
    assertEquals(1, list.stream().filter(line -> line.startsWith("\"ant/p2.png\",")).count());
  }

  @Test
  void quarantineReplacesNothing() throws IOException {
    Path away = folder.resolve("away");
    Files.createDirectories(away.resolve("ant"));
    Files.writeString(away.resolve("ant/p2.png"), "of someone else");
    Flow flow = FLOW.badPictures(BadPictures.quarantine(away));
    for (String text : List.of("first", "second")) {
      Files.writeString(pictures.resolve("ant/p2.png"), text);
      try (DirectoryImages images = AUGMENT.flowFromDirectory(pictures, flow)) {
        epoch(images, 0, 0);
      }
    }
    assertEquals("of someone else", Files.readString(away.resolve("ant/p2.png")));
    assertEquals("first", Files.readString(away.resolve("ant/p2-2.png")));
    assertEquals("second", Files.readString(away.resolve("ant/p2-3.png")));
    String list = Files.readString(away.resolve("list.csv"));
    assertTrue(list.contains("p2-2.png\"\n") && list.contains("p2-3.png\"\n"), list);
  }

  @Test
  void aListOfSomeoneElseStays() throws IOException {
    Path away = folder.resolve("away");
    Files.createDirectories(away.resolve("list-2.csv"));
    Files.writeString(away.resolve("list.csv"), "my,own\n1,2\n");
    Flow flow = FLOW.badPictures(BadPictures.quarantine(away));
    for (String text : List.of("first", "second")) {
      Files.writeString(pictures.resolve("ant/p2.png"), text);
      try (DirectoryImages images = AUGMENT.flowFromDirectory(pictures, flow)) {
        epoch(images, 0, 0);
      }
    }
    assertEquals("my,own\n1,2\n", Files.readString(away.resolve("list.csv")));
    DataFrame list = DataFrame.readCsv(away.resolve("list-3.csv"));
    assertEquals(3, list.rows());
    assertTrue(list.column("moved_to").contains("ant/p2-2.png"), list.column("moved_to") + "");
  }

  @Test
  void aQuarantineWhereTheFilesAreIsRefused() throws IOException {
    Path linked = Files.createSymbolicLink(folder.resolve("link"), pictures.resolve("ant"));
    for (List<String> names :
        List.of(
            List.of("p2.png", "p3.png"),
            List.of(pictures.resolve("ant/p2.png") + "", pictures.resolve("ant/p3.png") + ""))) {
      DataFrame frame = DataFrame.ofColumns(Map.of("filename", names, "class", List.of("a", "b")));
      Flow flow = FLOW.badPictures(BadPictures.quarantine(linked));
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  AUGMENT
                      .flowFromDataframe(frame, pictures.resolve("ant"), Columns.defaults(), flow)
                      .close());
      assertTrue(e.getMessage().contains("p2.png"), e.getMessage());
    }
  }

  @Test
  void aQuarantineBehindAClassThatIsALinkIsRefused() throws IOException {
    Path cows = folder.resolve("cows");
    Drawings.write(cows.resolve("c.png"), 6, 5, 3);
    Files.createSymbolicLink(pictures.resolve("cow"), cows);
    for (Path inside : List.of(cows, cows.resolve("bad"))) {
      Flow flow = FLOW.badPictures(BadPictures.quarantine(inside));
      assertThrows(
          IllegalArgumentException.class, () -> AUGMENT.flowFromDirectory(pictures, flow).close());
    }
  }

  @Test
  void aLinkInQuarantineLeadsWhereItLed() throws IOException {
    Path real = folder.resolve("real/x.png");
    Files.createDirectories(real.getParent());
    Files.writeString(real, "no picture");
    Files.createSymbolicLink(pictures.resolve("ant/q.png"), Path.of("../../real/x.png"));
    Path away = folder.resolve("deep/er/away");
    try (DirectoryImages images =
        AUGMENT.flowFromDirectory(pictures, FLOW.badPictures(BadPictures.quarantine(away)))) {
      epoch(images, 0, 0);
    }
    assertEquals("no picture", Files.readString(away.resolve("ant/q.png")));
    assertEquals("no picture", Files.readString(real));
    assertFalse(Files.exists(pictures.resolve("ant/q.png"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aNameOfATableDoesNotLeadOutOfTheQuarantine() throws IOException {
    Files.createDirectories(folder.resolve("one/two"));
    Files.writeString(folder.resolve("one/x.png"), "no picture");
    Drawings.write(folder.resolve("one/good.png"), 6, 5, 3);
    DataFrame frame =
        DataFrame.ofColumns(
            Map.of("filename", List.of("../x.png", "../good.png"), "class", List.of("a", "b")));
    Path away = folder.resolve("away/here");
    Flow flow = FLOW.badPictures(BadPictures.quarantine(away));
    try (var images =
        AUGMENT.flowFromDataframe(frame, folder.resolve("one/two"), Columns.defaults(), flow)) {
      epoch(images, 0, 0);
    }
    assertEquals("no picture", Files.readString(away.resolve("x.png")));
    assertFalse(Files.exists(folder.resolve("away/x.png")));
  }

  @Test
  void foldersWithinThePicturesAreRefused() throws IOException {
    Path linked = Files.createSymbolicLink(folder.resolve("link"), pictures);
    for (Path inside :
        List.of(
            pictures, pictures.resolve("bad"), pictures.resolve("ant/x"), linked.resolve("y"))) {
      for (Flow flow :
          List.of(FLOW.badPictures(BadPictures.quarantine(inside)), FLOW.saveToDir(inside))) {
        for (boolean unlabelled : new boolean[] {false, true}) {
          IllegalArgumentException e =
              assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      (unlabelled
                              ? AUGMENT.flowFromFolder(pictures, flow)
                              : AUGMENT.flowFromDirectory(pictures, flow))
                          .close());
          assertTrue(e.getMessage().contains(inside.toString()), e.getMessage());
        }
      }
    }
    try (var entries = Files.list(pictures)) {
      assertEquals(2, entries.count());
    }
  }

  @Test
  void filesThatVanishDuringAnEpoch() throws IOException {
    Files.delete(pictures.resolve("ant/p2.png"));
    Files.delete(pictures.resolve("bee/p0.png"));
    Flow flow = FLOW.shuffle(false).batchSize(2).workers(1);
    try (DirectoryImages skips =
            AUGMENT.flowFromDirectory(pictures, flow.badPictures(BadPictures.skip()));
        DirectoryImages fails = AUGMENT.flowFromDirectory(pictures, flow);
        var epoch = skips.epoch(0);
        var failing = fails.epoch(0)) {
      assertEquals(9, skips.samples());
      epoch.next().close();
      failing.next().close();
      // Two batches are made ahead, so these are not read yet.
      Files.delete(pictures.resolve("bee/p3.png"));
      Files.delete(pictures.resolve("bee/p4.png"));
      int seen = 2;
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          seen += batch.size();
        }
      }
      assertEquals(7, seen);
      assertEquals(2, skips.badPictures().size());
      failing.next().close();
      failing.next().close();
      PictureException e =
          assertThrows(
              PictureException.class,
              () -> {
                while (failing.hasNext()) {
                  failing.next().close();
                }
              });
      assertTrue(e.getMessage().contains("bee"), e.getMessage());
      assertTrue(e.getMessage().contains("does not exist"), e.getMessage());
    }
  }

  @Test
  void aBadPictureIsNoLongerTriedWhenItIsMended() throws IOException {
    Flow flow = FLOW.badPictures(BadPictures.skip());
    try (DirectoryImages images = AUGMENT.flowFromDirectory(pictures, flow)) {
      List<float[]> before = epoch(images, 0, 0);
      Drawings.write(pictures.resolve("ant/p2.png"), 9, 12, 2);
      assertSame(before, epoch(images, 0, 0));
    }
  }
}
