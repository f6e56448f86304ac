package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  private static ImageDataGeneratorBuilder none() {
    return ImageDataGenerator.builder();
  }

  static Stream<Arguments> ranges() {
    return Stream.of(
        arguments("rotation 0", none().rotationRange(0), true),
        arguments("rotation", none().rotationRange(-30), false),
        arguments("shear 0", none().shearRange(0), true),
        arguments("shear", none().shearRange(40), false),
        arguments("shift 0", none().widthShiftRange(0.0).heightShiftRange(0.0), true),
        arguments("shift of whole pixels below 1", none().heightShiftRange(1), true),
        arguments("shift by one of none", none().widthShiftRange(0.0, 0.0), true),
        arguments("shift to the sides", none().widthShiftRange(0.5), false),
        arguments("shift of whole pixels", none().heightShiftRange(3), false),
        arguments("shift by one of two", none().widthShiftRange(0.0, 1.0), false),
        arguments("zoom 0", none().zoomRange(0), true),
        arguments("one zoom", none().zoomRange(0.5, 0.5), true),
        arguments("zoom", none().zoomRange(0.5, 2), false),
        arguments("no flip", none().horizontalFlip(false).verticalFlip(false), true),
        arguments("flip", none().verticalFlip(true), false),
        arguments("channel shift 0", none().channelShiftRange(0), true),
        arguments("channel shift", none().channelShiftRange(50), false),
        arguments("one brightness", none().brightnessRange(0.5, 0.5), true),
        arguments("brightness", none().brightnessRange(0.5, 2), false));
  }

  /** A range that leaves nothing to chance gives no other pictures, also where it changes them. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ranges")
  void rangesWithoutChanceGiveTheSamePictures(
      String name, ImageDataGeneratorBuilder generator, boolean same) {
    try (ArrayImages source = generator.build().flow(rows(), shuffled().shuffle(false))) {
      assertEquals(same, source.sameEveryEpoch());
      assertEquals(same, source.randomSeed().isEmpty());
      boolean equal = true;
      for (int epoch = 1; epoch < 4; epoch++) {
        equal &= Arrays.equals(all(source, 0), all(source, epoch));
      }
      assertEquals(same, equal);
    }
  }

  private static float[] all(BatchSource source, int epoch) {
    float[] all = new float[COUNT * 12];
    int at = 0;
    try (BatchSource.Batches batches = source.epoch(epoch)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          float[] values = batch.x().toArray();
          System.arraycopy(values, 0, all, at, values.length);
          at += values.length;
        }
      }
    }
    return all;
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
