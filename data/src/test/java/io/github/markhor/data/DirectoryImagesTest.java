package io.github.markhor.data;

import static io.github.markhor.data.ImageDataGeneratorTest.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryImagesTest {
  private static final ImageDataGenerator PLAIN = ImageDataGenerator.builder().build();
  private static final Flow SMALL = Flow.defaults().targetSize(9, 12).shuffle(false).workers(1);

  @TempDir Path folder;

  private DirectoryImages flow(Flow flow) {
    return PLAIN.flowFromDirectory(folder, flow);
  }

  @Test
  void findsClassesAndPicturesInKerasOrder() throws IOException {
    Drawings.write(folder.resolve("zebra/img10.png"), 4, 5, 1);
    Drawings.write(folder.resolve("zebra/img2.PNG"), 4, 5, 2);
    Drawings.write(folder.resolve("ant/deep/er/x.bmp"), 4, 5, 3);
    Drawings.write(folder.resolve("ant/deep-2/y.jpg"), 4, 5, 4);
    Drawings.write(folder.resolve("ant/deep/w.jpeg"), 4, 5, 5);
    Drawings.write(folder.resolve("ant/.hidden.png"), 4, 5, 6);
    Files.writeString(folder.resolve("ant/notes.txt"), "no picture");
    Files.createDirectory(folder.resolve("Empty"));
    try (DirectoryImages images = flow(SMALL.classMode(ClassMode.SPARSE))) {
      assertEquals(List.of("Empty", "ant", "zebra"), images.classNames());
      assertEquals(Map.of("Empty", 0, "ant", 1, "zebra", 2), images.classIndices());
      // Folders by their whole path: '-' comes before '/', so deep-2 before deep/er.
      assertEquals(
          List.of(
              "ant/.hidden.png",
              "ant/deep/w.jpeg",
              "ant/deep-2/y.jpg",
              "ant/deep/er/x.bmp",
              "zebra/img10.png",
              "zebra/img2.PNG"),
          images.filenames());
      assertArrayEquals(new int[] {1, 1, 1, 1, 2, 2}, images.classes());
      assertEquals(6, images.samples());
      assertEquals(folder.resolve("zebra/img2.PNG"), images.filepaths().get(5));
    }
  }

  @Test
  void readsPicturesInTheTargetSize() {
    Drawings.classes(folder, 2, 3);
    try (DirectoryImages images = flow(SMALL.batchSize(4))) {
      Batch batch = images.batch(1);
      assertEquals(Shape.of(1, 9, 12, 3), batch.x().shape());
      assertEquals(Shape.of(9, 12, 3), images.inputShape());
      // bee/p2.png, 11 by 13, of which nearest takes rows and columns.
      int[] rows = {0, 1, 3, 4, 5, 6, 7, 9, 10};
      int[] columns = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12};
      for (int row = 0; row < 9; row++) {
        for (int column = 0; column < 12; column++) {
          assertEquals(
              Drawings.level(rows[row], columns[column], 2, 102), batch.x().get(0, row, column, 2));
        }
      }
    }
  }

  @Test
  void inOrderComesAsTheNamesSayAlsoWhereEpochsAreShuffled() {
    Drawings.classes(folder, 3, 4);
    Flow shuffled = SMALL.shuffle(true).seed(5).batchSize(3).classMode(ClassMode.SPARSE);
    try (DirectoryImages images = flow(shuffled);
        DirectoryImages plain = flow(shuffled.shuffle(false))) {
      assertFalse(Arrays.equals(images.indices(0), plain.indices(0)));
      int seen = 0;
      try (var inOrder = images.batchesInOrder();
          var expected = plain.epoch(0)) {
        while (inOrder.hasNext()) {
          try (Batch batch = inOrder.next();
              Batch other = expected.next()) {
            assertArrayEquals(other.x().toArray(), batch.x().toArray());
            for (int i = 0; i < batch.size(); i++, seen++) {
              assertEquals(images.classes()[seen], batch.y().get(i));
              assertEquals(
                  "sample " + i + " of the batch, " + images.filenames().get(seen),
                  batch.sample(i));
            }
          }
        }
        assertFalse(expected.hasNext());
      }
      assertEquals(7, seen);
    }
  }

  @Test
  void picturesThatAreTheirOwnLabelsAreNoClasses() {
    Drawings.classes(folder, 1, 2);
    try (DirectoryImages input = flow(SMALL.classMode(ClassMode.INPUT));
        DirectoryImages classes = flow(SMALL)) {
      assertFalse(input.labelsAreClasses());
      assertTrue(classes.labelsAreClasses());
      assertEquals(classes.classNames(), input.classNames());
    }
  }

  @Test
  void labelsByClassMode() {
    Drawings.classes(folder, 1, 2);
    try (DirectoryImages images = flow(SMALL)) {
      assertEquals(Shape.of(2), images.labelShape());
      Tensor y = images.batch(0).y();
      assertEquals(Shape.of(3, 2), y.shape());
      assertArrayEquals(new float[] {1, 0, 0, 1, 0, 1}, y.toArray());
    }
    for (ClassMode mode : List.of(ClassMode.BINARY, ClassMode.SPARSE)) {
      try (DirectoryImages images = flow(SMALL.classMode(mode))) {
        assertEquals(Shape.of(), images.labelShape());
        assertEquals(Shape.of(3), images.batch(0).y().shape());
        assertArrayEquals(new float[] {0, 1, 1}, images.batch(0).y().toArray());
      }
    }
    try (DirectoryImages images = flow(SMALL.classMode(ClassMode.INPUT))) {
      assertEquals(Shape.of(9, 12, 3), images.labelShape());
      assertArrayEquals(images.batch(0).x().toArray(), images.batch(0).y().toArray());
    }
    try (DirectoryImages images = flow(SMALL.classMode(ClassMode.NONE))) {
      assertNull(images.labelShape());
      assertNull(images.batch(0).y());
    }
  }

  @Test
  void takesTheClassesInTheOrderGiven() {
    Drawings.classes(folder, 2, 1, 1);
    try (DirectoryImages images = flow(SMALL.classes("cat", "ant"))) {
      assertEquals(List.of("cat", "ant"), images.classNames());
      assertEquals(List.of("cat/p0.png", "ant/p0.png", "ant/p1.png"), images.filenames());
      assertArrayEquals(new int[] {0, 1, 1}, images.classes());
    }
  }

  @Test
  void splitsEveryClass() {
    Drawings.classes(folder, 7, 4);
    ImageDataGenerator split = ImageDataGenerator.builder().validationSplit(0.3).build();
    try (DirectoryImages held = split.flowFromDirectory(folder, SMALL.subset(Subset.VALIDATION));
        DirectoryImages trained = split.flowFromDirectory(folder, SMALL.subset(Subset.TRAINING));
        DirectoryImages all = split.flowFromDirectory(folder, SMALL)) {
      assertEquals(List.of("ant/p0.png", "ant/p1.png", "bee/p0.png"), held.filenames());
      assertEquals(8, trained.samples());
      assertEquals("ant/p2.png", trained.filenames().get(0));
      assertEquals("bee/p1.png", trained.filenames().get(5));
      assertEquals(11, all.samples());
    }
  }

  @Test
  void neverAugmentsValidationPictures() {
    Drawings.classes(folder, 4, 4);
    ImageDataGenerator augment =
        ImageDataGenerator.builder()
            .rotationRange(90)
            .brightnessRange(0.2, 0.4)
            .rescale(0.5)
            .validationSplit(0.5)
            .build();
    Flow flow = SMALL.seed(1);
    try (DirectoryImages held = augment.flowFromDirectory(folder, flow.subset(Subset.VALIDATION));
        DirectoryImages plain =
            ImageDataGenerator.builder()
                .rescale(0.5)
                .validationSplit(0.5)
                .build()
                .flowFromDirectory(folder, flow.subset(Subset.VALIDATION));
        DirectoryImages trained = augment.flowFromDirectory(folder, flow)) {
      assertArrayEquals(plain.batch(0).x().toArray(), held.batch(0).x().toArray());
      assertFalse(
          Arrays.equals(
              plain.batch(0).x().slice(0, 1).toArray(),
              trained.batch(0).x().slice(0, 1).toArray()));
    }
  }

  @Test
  void shufflesByEpochAndKeepsPicturesWithTheirLabels() {
    Drawings.classes(folder, 6, 5);
    Flow flow = Flow.defaults().targetSize(9, 12).seed(4).batchSize(11).classMode(ClassMode.SPARSE);
    try (DirectoryImages images = flow(flow);
        DirectoryImages ordered = flow(SMALL.batchSize(11))) {
      int[] order = images.indices(3);
      assertFalse(Arrays.equals(order, images.indices(4)));
      Batch batch = images.batch(3, 0);
      Tensor plain = ordered.batch(0).x();
      for (int i = 0; i < 11; i++) {
        assertEquals(images.classes()[order[i]], batch.y().get(i));
        assertArrayEquals(
            plain.slice(order[i], order[i] + 1).toArray(), batch.x().slice(i, i + 1).toArray());
      }
    }
  }

  @Test
  void convertsToGrey() {
    Drawings.classes(folder, 1, 1);
    try (DirectoryImages images = flow(SMALL.colorMode(ColorMode.GRAYSCALE))) {
      Tensor x = images.batch(0).x();
      assertEquals(Shape.of(2, 9, 12, 1), x.shape());
      double luma =
          0.299 * Drawings.level(4, 5, 0, 0)
              + 0.587 * Drawings.level(4, 5, 1, 0)
              + 0.114 * Drawings.level(4, 5, 2, 0);
      assertEquals(luma, x.get(0, 4, 5, 0), 0.51);
    }
  }

  @Test
  void saysWhatIsWrongWithTheFolder() throws IOException {
    refuses(
        "subfolder for each class",
        "gone",
        () -> PLAIN.flowFromDirectory(folder.resolve("gone"), SMALL));
    refuses("subfolder", "none", () -> flow(SMALL));
    Path picture = Drawings.write(folder.resolve("a.png"), 3, 3, 1);
    refuses("subfolder", "in the folder itself", () -> flow(SMALL));
    refuses("holds a subfolder", "no folder", () -> PLAIN.flowFromDirectory(picture, SMALL));
    Files.createDirectories(folder.resolve("ant"));
    refuses("at least one picture", "none", () -> flow(SMALL));
    Drawings.classes(folder, 2, 1, 1);
    refuses("[ant, bee, cat]", "unicorn", () -> flow(SMALL.classes("ant", "unicorn")));
    refuses("binary", "3, [ant, bee, cat]", () -> flow(SMALL.classMode(ClassMode.BINARY)));
    refuses("validation_split", "0.0", () -> flow(SMALL.subset(Subset.VALIDATION)));
    ImageDataGenerator split = ImageDataGenerator.builder().validationSplit(0.1).build();
    refuses(
        "VALIDATION",
        "none",
        () -> split.flowFromDirectory(folder, SMALL.subset(Subset.VALIDATION)));
    try (DirectoryImages images = flow(SMALL.batchSize(3))) {
      refuses("from 0 to 1", "9", () -> images.batch(9));
      refuses("epoch", "-1", () -> images.batch(-1, 0));
    }
  }

  @Test
  void aBrokenPictureStopsWithItsNameAtItsBatch() throws IOException {
    Drawings.classes(folder, 7);
    Files.writeString(folder.resolve("ant/p3.png"), "broken");
    Files.delete(folder.resolve("ant/p5.png"));
    for (int workers : new int[] {1, 4}) {
      Files.writeString(folder.resolve("ant/p5.png"), "listed");
      try (DirectoryImages images = flow(SMALL.batchSize(2).workers(workers))) {
        Files.delete(folder.resolve("ant/p5.png"));
        try (var epoch = images.epoch(0)) {
          epoch.next().close();
          PictureException e = assertThrows(PictureException.class, epoch::next);
          assertTrue(e.getMessage().contains("p3.png"), e.getMessage());
          assertThrows(PictureException.class, epoch::next);
        }
        PictureException e = assertThrows(PictureException.class, () -> images.batch(2));
        assertTrue(e.getMessage().contains("p5.png: the file does not exist"), e.getMessage());
        assertEquals(0, PrefetchTest.workerThreads());
      }
    }
  }
}
