package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.data.numpy.RandomState;
import io.github.markhor.data.picture.FillMode;
import io.github.markhor.data.picture.PictureTransform;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource.Batches;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The orders are those of Keras 3.15 with the same seed. */
class KerasReplayTest {
  private static ImageDataGeneratorBuilder augmenting() {
    return ImageDataGenerator.builder()
        .rotationRange(25)
        .widthShiftRange(0.2)
        .heightShiftRange(0.2)
        .zoomRange(0.2)
        .horizontalFlip(true);
  }

  private static ArrayImages source(ImageDataGenerator generator, int count, int batchSize) {
    Tensor x = Tensor.of(Drawings.levels(count * 6, 5, 3, 3), count, 6, 5, 3);
    return generator.flow(x, ArrayFlow.defaults().batchSize(batchSize).workers(2));
  }

  @Test
  void repeatsTheOrderOfBatchesAskedForOneAfterTheOther() {
    ArrayImages source = source(augmenting().kerasReplay(29).build(), 12, 4);
    assertEquals("[9, 4, 10, 11, 7, 6, 1, 0, 8, 2, 3, 5]", Arrays.toString(source.indices(0)));
    assertEquals("[0, 9, 2, 10, 11, 1, 4, 3, 8, 6, 5, 7]", Arrays.toString(source.indices(1)));
  }

  @Test
  void repeatsTheOrderOfBatchesAskedForByNumber() {
    ArrayImages source = source(augmenting().kerasReplay(29, ReplayOrder.INDEX).build(), 12, 4);
    assertEquals("[9, 4, 10, 11, 7, 6, 1, 0, 8, 2, 3, 5]", Arrays.toString(source.indices(0)));
    assertEquals("[10, 4, 5, 3, 2, 9, 0, 1, 11, 7, 8, 6]", Arrays.toString(source.indices(1)));
  }

  @Test
  void aBatchAloneIsTheOneOfItsEpoch() {
    ArrayImages source = source(augmenting().kerasReplay(5).build(), 7, 3);
    float[] alone = source.batch(1, 1).x().toArray();
    try (Batches batches = source.epoch(1)) {
      batches.next().close();
      try (Batch second = batches.next()) {
        assertArrayEquals(alone, second.x().toArray());
      }
    }
  }

  @Test
  void takesRowsFromTheRangeOfTheHeightAsColumns() {
    ImageDataGenerator generator =
        ImageDataGenerator.builder().heightShiftRange(0.5).kerasReplay(0).build();
    PictureTransform drawn = generator.randomTransform(Shape.of(40, 10, 3), RandomState.seeded(0));
    // NumPy's first number of this seed is 0.5488135039273248.
    assertEquals((2 * 0.5488135039273248 - 1) * 0.5 * 40, drawn.tx(), 1e-12);
    assertEquals(0, drawn.ty());
  }

  @Test
  void turnsAboutKerassCentreOfAPictureThatIsNotSquare() {
    PictureTransform half = PictureTransform.identity().theta(180);
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5}, 1, 5, 1);
    ImageDataGeneratorBuilder builder = ImageDataGenerator.builder().fillMode(FillMode.NEAREST);
    assertArrayEquals(
        new float[] {5, 4, 3, 2, 1}, builder.build().applyTransform(x, half).toArray(), 1e-5f);
    // The column turns about 0, half of the height, and the row about 2.
    assertArrayEquals(
        new float[] {1, 1, 1, 1, 1},
        builder.kerasReplay(0).build().applyTransform(x, half).toArray(),
        1e-5f);
  }

  @Test
  void transformsTheValidationPartAsKerasDoes() {
    Tensor x = Tensor.of(Drawings.levels(60, 5, 3, 3), 10, 6, 5, 3);
    ArrayFlow flow =
        ArrayFlow.defaults().batchSize(5).shuffle(false).seed(3).subset(Subset.VALIDATION);
    ImageDataGeneratorBuilder builder = augmenting().validationSplit(0.5);
    float[] plain = x.slice(0, 5).toArray();
    assertArrayEquals(plain, builder.build().flow(x, flow).batch(0).x().toArray());
    float[] replayed = builder.kerasReplay(3).build().flow(x, flow).batch(0).x().toArray();
    assertFalse(Arrays.equals(plain, replayed));
  }

  @Test
  void drawsOnlyForAGeneratorThatRepeatsKeras() {
    ImageDataGenerator generator = augmenting().build();
    assertThrows(
        IllegalStateException.class,
        () -> generator.randomTransform(Shape.of(4, 4, 1), RandomState.seeded(1)));
  }
}
