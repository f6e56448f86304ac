package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  private static final Flow FLOW = Flow.defaults().targetSize(6, 5).batchSize(3);

  @TempDir Path folder;

  @Test
  void findsTheCommonestSizeFromHeaders() throws IOException {
    Drawings.write(folder.resolve("a/1.png"), 30, 40, 1);
    Drawings.write(folder.resolve("a/2.jpg"), 20, 50, 2);
    Drawings.write(folder.resolve("b/c/3.bmp"), 30, 40, 3);
    Files.writeString(folder.resolve("b/4.jpg"), "no picture");
    assertEquals(new Folders.CommonSize(30, 40, 2, 4), Folders.commonestSize(folder));
    // Equally common: the larger.
    Drawings.write(folder.resolve("b/5.png"), 20, 50, 5);
    Drawings.write(folder.resolve("b/6.png"), 90, 50, 6);
    assertEquals(new Folders.CommonSize(30, 40, 2, 6), Folders.commonestSize(folder));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThrows(IllegalArgumentException.class, () -> Folders.commonestSize(empty));
  }

  @Test
  void countsTheClasses() throws IOException {
    Drawings.classes(folder, 3, 2);
    Files.createDirectory(folder.resolve("bat"));
    assertEquals(Map.of("ant", 3, "bat", 0, "bee", 2), Folders.classCounts(folder));
    assertEquals(List.of("ant", "bat", "bee"), List.copyOf(Folders.classCounts(folder).keySet()));
  }

  @Test
  void anUnlabelledFolderComesInOrderAndPredictionsBecomeATable() throws IOException {
    for (int i = 0; i < 4; i++) {
      Drawings.write(folder.resolve("new/p" + i + ".png"), 9, 8, i);
    }
    Drawings.write(folder.resolve("new/sub/a, b.png"), 9, 8, 7);
    Files.writeString(folder.resolve("new/p2.png"), "broken");
    var plain = ImageDataGenerator.builder().build();
    Flow flow = FLOW.badPictures(BadPictures.skip());
    try (DirectoryImages images = plain.flowFromFolder(folder.resolve("new"), flow)) {
      assertEquals(
          List.of("p0.png", "p1.png", "p2.png", "p3.png", "sub/a, b.png"), images.filenames());
      assertNull(images.labelShape());
      int seen = 0;
      try (var epoch = images.epoch(0)) {
        while (epoch.hasNext()) {
          try (Batch batch = epoch.next()) {
            assertNull(batch.y());
            seen += batch.size();
          }
        }
      }
      assertEquals(4, seen);
      assertEquals(List.of("p0.png", "p1.png", "p3.png", "sub/a, b.png"), images.readFilenames());
      Tensor one = Tensor.of(new float[] {0.25f, 0.75f, 0.5f, 1}, 4, 1);
      Path csv = folder.resolve("out/predictions.csv");
      Predictions.save(csv, images.readFilenames(), one, List.of("cat", "dog"));
      assertEquals(
          List.of(
              "file,class,probability,cat,dog",
              "p0.png,cat,0.75,0.75,0.25",
              "p1.png,dog,0.75,0.25,0.75",
              "p3.png,cat,0.5,0.5,0.5",
              "\"sub/a, b.png\",dog,1.0,0.0,1.0"),
          Files.readAllLines(csv));
      Tensor three = Tensor.of(new float[] {0.1f, 0.2f, 0.7f, 0.5f, 0.3f, 0.2f}, 2, 3);
      Predictions.save(csv, List.of("x", "y"), three, List.of("a", "b", "c"));
      assertEquals("x,c,0.7,0.1,0.2,0.7", Files.readAllLines(csv).get(1));
      assertEquals("y,a,0.5,0.5,0.3,0.2", Files.readAllLines(csv).get(2));
      assertThrows(
          IllegalArgumentException.class,
          () -> Predictions.save(csv, List.of("x"), three, List.of("a", "b", "c")));
    }
  }

  @Test
  void wholeArraysAreInOrderAndNotAugmented() {
    Drawings.classes(folder, 4, 3);
    var augment =
        ImageDataGenerator.builder().rescale(0.5).rotationRange(40).horizontalFlip(true).build();
    var plain = ImageDataGenerator.rescaling(0.5);
    Flow flow = FLOW.classMode(ClassMode.SPARSE).seed(1);
    try (DirectoryImages images = augment.flowFromDirectory(folder, flow);
        DirectoryImages expected =
            plain.flowFromDirectory(folder, flow.shuffle(false).batchSize(7))) {
      Batch all = images.toArrays();
      Batch one = expected.batch(0);
      assertArrayEquals(one.x().toArray(), all.x().toArray());
      assertArrayEquals(new float[] {0, 0, 0, 0, 1, 1, 1}, all.y().toArray());
      assertFalse(
          java.util.Arrays.equals(all.x().slice(0, 3).toArray(), images.batch(0).x().toArray()));
    }
  }
}
