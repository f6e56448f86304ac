package io.github.markhor.data;

import static io.github.markhor.data.ImageDataGeneratorTest.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.source.Batch;
import io.github.markhor.source.Labels;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ArrayImagesTest {
  private static final ImageDataGenerator PLAIN = ImageDataGenerator.builder().build();

  private static Tensor pictures(int count, int height, int width) {
    float[] all = new float[count * height * width * 2];
    for (int i = 0; i < count; i++) {
      float[] one = Drawings.levels(height, width, 2, i);
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return Tensor.of(all, count, height, width, 2);
  }

  @Test
  void givesPicturesLabelsAndWeightsOfTheSameRows() {
    Tensor x = pictures(7, 3, 5);
    Tensor y = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}, 7, 2);
    Tensor weights = Tensor.of(new float[] {10, 11, 12, 13, 14, 15, 16});
    try (ArrayImages images =
        PLAIN.flow(x, y, weights, ArrayFlow.defaults().batchSize(3).seed(8))) {
      assertEquals(7, images.samples());
      assertEquals(3, images.batches());
      assertEquals(Shape.of(3, 5, 2), images.inputShape());
      assertEquals(Shape.of(2), images.labelShape());
      int[] order = images.indices(0);
      int seen = 0;
      try (var epoch = images.epoch(0)) {
        while (epoch.hasNext()) {
          try (Batch batch = epoch.next()) {
            for (int i = 0; i < batch.size(); i++, seen++) {
              int row = order[seen];
              assertArrayEquals(
                  x.slice(row, row + 1).toArray(), batch.x().slice(i, i + 1).toArray());
              assertEquals(2 * row + 1, batch.y().get(i, 1));
              assertEquals(10 + row, batch.sampleWeight().get(i));
            }
          }
        }
      }
      assertEquals(7, seen);
    }
  }

  @Test
  void goesWithoutLabels() {
    try (ArrayImages images = PLAIN.flow(pictures(2, 3, 3), ArrayFlow.defaults())) {
      assertNull(images.labelShape());
      assertNull(images.batch(0).y());
      assertNull(images.batch(0).sampleWeight());
    }
  }

  @Test
  void splitsTheFirstRowsOff() {
    Tensor x = pictures(10, 2, 2);
    Tensor y = Tensor.ofLabels(0, 1, 1, 0, 1, 0, 0, 1, 1, 0);
    ImageDataGenerator split =
        ImageDataGenerator.builder().validationSplit(0.25).horizontalFlip(true).build();
    ArrayFlow ordered = ArrayFlow.defaults().shuffle(false);
    try (ArrayImages held = split.flow(x, y, ordered.subset(Subset.VALIDATION));
        ArrayImages trained = split.flow(x, y, ordered.subset(Subset.TRAINING))) {
      assertEquals(2, held.samples());
      assertEquals(8, trained.samples());
      assertArrayEquals(x.slice(0, 2).toArray(), held.batch(0).x().toArray());
      assertArrayEquals(new float[] {1, 0, 1, 0, 0, 1, 1, 0}, trained.batch(0).y().toArray());
    }
  }

  @Test
  void refusesASplitThatLosesAClass() {
    Tensor x = pictures(4, 2, 2);
    Tensor sorted = Tensor.ofLabels(0, 0, 1, 1);
    ImageDataGenerator half = ImageDataGenerator.builder().validationSplit(0.5).build();
    ArrayFlow training = ArrayFlow.defaults().subset(Subset.TRAINING);
    refuses("same classes", "[0.0] to validate and [1.0]", () -> half.flow(x, sorted, training));
    half.flow(x, sorted, training.ignoreClassSplit(true)).close();
    Tensor rows = Labels.toCategorical(0, 0, 1, 1);
    refuses("each class", "[0] to validate and [1] to train", () -> half.flow(x, rows, training));
    half.flow(x, Labels.toCategorical(0, 1, 1, 0), training).close();
  }

  @Test
  void splitsWhatIsNoClassAsItLies() {
    Tensor x = pictures(6, 2, 2);
    ImageDataGenerator half = ImageDataGenerator.builder().validationSplit(0.5).build();
    ArrayFlow training = ArrayFlow.defaults().subset(Subset.TRAINING);
    // Numbers to be predicted, one or two for each picture; several labels; years.
    half.flow(x, Tensor.vector(0.5f, 1, 1.5f, 2, 2.5f, 3), training).close();
    half.flow(x, Tensor.vector(1969, 1971, 1980, 2001, 2003, 2024), training).close();
    float[] pairs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    half.flow(x, Tensor.of(pairs, 6, 2), training).close();
    float[] several = {1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0};
    half.flow(x, Tensor.of(several, 6, 2), training).close();
    Tensor hinge = Tensor.vector(-1, -1, -1, 1, 1, 1);
    refuses("same classes", "[-1.0] to validate and [1.0]", () -> half.flow(x, hinge, training));
  }

  @Test
  void tellsTheTargetsOfItsPart() {
    ImageDataGenerator split = ImageDataGenerator.builder().validationSplit(0.25).build();
    Tensor y = Tensor.ofLabels(2, 0, 1, 2);
    Tensor weights = Tensor.vector(4, 3, 2, 1);
    ArrayFlow training = ArrayFlow.defaults().subset(Subset.TRAINING).ignoreClassSplit(true);
    try (ArrayImages images = split.flow(pictures(4, 2, 2), y, weights, training)) {
      assertArrayEquals(new float[] {0, 1, 2}, images.targets().y().toArray());
      assertArrayEquals(new float[] {3, 2, 1}, images.targets().sampleWeight().toArray());
      assertEquals("row 3", images.targets().names().apply(2));
    }
  }

  @Test
  void tellsTheClassesOfItsPart() {
    Tensor x = pictures(4, 2, 2);
    Tensor y = Labels.toCategorical(2, 0, 1, 2);
    ImageDataGenerator split = ImageDataGenerator.builder().validationSplit(0.25).build();
    try (ArrayImages images = split.flow(x, y, ArrayFlow.defaults().subset(Subset.TRAINING))) {
      assertArrayEquals(new int[] {0, 1, 2}, images.classes());
      try (var inOrder = images.batchesInOrder();
          Batch batch = inOrder.next()) {
        assertEquals("sample 2 of the batch, row 3", batch.sample(2));
        assertEquals(1, batch.y().get(2, 2));
      }
    }
  }

  @Test
  void refusesShapesThatDoNotFit() {
    Tensor x = pictures(4, 2, 2);
    ArrayFlow flow = ArrayFlow.defaults();
    refuses("rank 4", "(4, 8)", () -> PLAIN.flow(x.reshape(4, 8), flow));
    refuses("labels", "(3,)", () -> PLAIN.flow(x, Tensor.zeros(3), flow));
    refuses("weights", "(5,)", () -> PLAIN.flow(x, null, Tensor.zeros(5), flow));
    refuses("(N,)", "(4, 1)", () -> PLAIN.flow(x, null, Tensor.zeros(4, 1), flow));
    refuses("at least one", "(0, 2, 2, 1)", () -> PLAIN.flow(Tensor.zeros(0, 2, 2, 1), flow));
    refuses("validation_split", "0.0", () -> PLAIN.flow(x, flow.subset(Subset.VALIDATION)));
    assertThrows(NullPointerException.class, () -> PLAIN.flow((Tensor) null, flow));
  }
}
