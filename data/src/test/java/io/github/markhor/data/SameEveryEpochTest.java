package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What sources say of their epochs, held to the pictures that they give. */
class SameEveryEpochTest {
  private static final int COUNT = 7;

  /** The first number of a picture is its row. */
  private static Tensor rows() {
    float[] values = new float[COUNT * 4 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 12 + 10 * (i % 12);
    }
    return Tensor.of(values, COUNT, 4, 3, 1);
  }

  private static ArrayFlow shuffled() {
    return ArrayFlow.defaults().batchSize(3).seed(5);
  }

  private static float[] first(BatchSource source, int epoch) {
    float[] first = new float[source.samples()];
    int at = 0;
    try (BatchSource.Batches batches = source.epoch(epoch)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          for (int i = 0; i < batch.size(); i++) {
            first[at++] = batch.x().get(i, 0, 0, 0);
          }
        }
      }
    }
    return first;
  }

  @Test
  void unchangedPicturesAreTheSameInAnotherOrder() {
    try (ArrayImages source = ImageDataGenerator.builder().build().flow(rows(), shuffled())) {
      assertTrue(source.sameEveryEpoch());
      for (int epoch = 0; epoch < 3; epoch++) {
        int[] indices = source.indices(epoch);
        float[] expected = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
          expected[i] = indices[i];
        }
        assertArrayEquals(expected, first(source, epoch));
      }
      assertFalse(Arrays.equals(source.indices(0), source.indices(1)));
    }
  }

  @Test
  void transformedPicturesAreOthers() {
    ImageDataGenerator moving =
        ImageDataGenerator.builder()
            .rotationRange(40)
            .brightnessRange(0.2, 0.8)
            .validationSplit(0.4)
            .build();
    try (ArrayImages train = moving.flow(rows(), shuffled().shuffle(false));
        ArrayImages validation = moving.flow(rows(), shuffled().subset("validation"))) {
      assertFalse(train.sameEveryEpoch());
      assertFalse(Arrays.equals(first(train, 0), first(train, 1)));
      assertTrue(validation.sameEveryEpoch());
    }
  }

  @Test
  void bothOfAPairHaveToBeTheSame() {
    ImageDataGenerator plain = ImageDataGenerator.builder().build();
    ImageDataGenerator brighter = ImageDataGenerator.builder().brightnessRange(0.5, 2).build();
    try (BatchSource same =
            BatchSource.zip(plain.flow(rows(), shuffled()), plain.flow(rows(), shuffled()));
        BatchSource others =
            BatchSource.zip(brighter.flow(rows(), shuffled()), plain.flow(rows(), shuffled()))) {
      assertTrue(same.sameEveryEpoch());
      assertFalse(others.sameEveryEpoch());
      float[] expected = first(same, 2);
      for (int i = 0; i < COUNT; i++) {
        assertEquals(expected[i], same.indices(2)[i]);
      }
    }
  }
}
