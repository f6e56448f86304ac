package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures and masks for segmentation: two sources of one seed. */
class PicturesWithMasksTest {
  private static final int COUNT = 7;

  /** Pictures (COUNT, 6, 5, channels), in which no two pixels are alike. */
  private static Tensor numbers(int channels) {
    float[] values = new float[COUNT * 6 * 5 * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / channels % 251;
    }
    return Tensor.of(values, COUNT, 6, 5, channels);
  }

  private static ImageDataGeneratorBuilder moving() {
    return ImageDataGenerator.builder()
        .rotationRange(40)
        .widthShiftRange(0.3)
        .zoomRange(0.2)
        .horizontalFlip(true)
        .verticalFlip(true);
  }

  private static ArrayFlow flow(long seed) {
    return ArrayFlow.defaults().batchSize(3).seed(seed);
  }

  @Test
  void aMaskIsTurnedAndMovedLikeItsPicture() {
    Tensor masks = numbers(1);
    // Brightness is the pictures' alone; the first of the three channels of a picture is its mask.
    try (ArrayImages pictures =
            moving().brightnessRange(0.5, 0.9).build().flow(numbers(3), flow(5));
        BatchSource alike =
            BatchSource.zip(
                moving().build().flow(numbers(3), flow(5)), moving().build().flow(masks, flow(5)));
        BatchSource pairs = BatchSource.zip(pictures, moving().build().flow(masks, flow(5)))) {
      assertEquals(Shape.of(6, 5, 3), pairs.inputShape());
      assertEquals(Shape.of(6, 5, 1), pairs.labelShape());
      for (int epoch = 0; epoch < 2; epoch++) {
        int seen = 0;
        boolean moved = false;
        try (BatchSource.Batches plain = alike.epoch(epoch);
            BatchSource.Batches batches = pairs.epoch(epoch)) {
          while (batches.hasNext()) {
            try (Batch batch = batches.next();
                Batch same = plain.next()) {
              assertArrayEquals(firstChannel(same.x()), batch.y().toArray(), 1e-3f);
              assertArrayEquals(same.y().toArray(), batch.y().toArray());
              assertFalse(Arrays.equals(same.x().toArray(), batch.x().toArray()), "brightness");
              for (int i = 0; i < batch.size(); i++) {
                float[] mask = batch.y().slice(i, i + 1).toArray();
                moved |= rows(masks).stream().noneMatch(row -> Arrays.equals(row, mask));
              }
              seen += batch.size();
            }
          }
          assertFalse(plain.hasNext());
        }
        assertEquals(COUNT, seen);
        assertTrue(moved, "nothing was transformed");
      }
    }
  }

  private static float[] firstChannel(Tensor x) {
    float[] all = x.toArray();
    float[] first = new float[all.length / 3];
    for (int i = 0; i < first.length; i++) {
      first[i] = all[3 * i];
    }
    return first;
  }

  private static List<float[]> rows(Tensor masks) {
    return java.util.stream.IntStream.range(0, COUNT)
        .mapToObj(i -> masks.slice(i, i + 1).toArray())
        .toList();
  }

  @Test
  void anEpochGoesOnFromABatch() {
    try (BatchSource pairs =
        BatchSource.zip(
            moving().build().flow(numbers(3), flow(5)),
            moving().build().flow(numbers(1), flow(5)))) {
      try (BatchSource.Batches whole = pairs.epoch(1);
          BatchSource.Batches rest = pairs.epoch(1, 2)) {
        whole.next().close();
        whole.next().close();
        try (Batch expected = whole.next();
            Batch batch = rest.next()) {
          assertEquals(1, batch.size());
          assertArrayEquals(expected.x().toArray(), batch.x().toArray());
          assertArrayEquals(expected.y().toArray(), batch.y().toArray());
        }
        assertFalse(rest.hasNext());
      }
    }
  }

  private static void refused(BatchSource x, BatchSource y, String word) {
    try (x;
        y) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> BatchSource.zip(x, y)).getMessage();
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    ImageDataGenerator plain = ImageDataGenerator.builder().build();
    ImageDataGenerator moving = moving().build();
    Tensor x = numbers(1);
    ArrayFlow inOrder = ArrayFlow.defaults().batchSize(3).shuffle(false);
    refused(moving.flow(x, flow(5)), moving.flow(x, flow(6)), "the seed 5 and the seed 6");
    refused(moving.flow(x, inOrder.seed(5)), plain.flow(x, inOrder), "without chance");
    refused(plain.flow(x, inOrder), plain.flow(x.slice(0, 4), inOrder), "7 samples in batches");
    refused(plain.flow(x, inOrder), plain.flow(x, inOrder.batchSize(4)), "batches of 4");
    Tensor y = Tensor.ofLabels(0, 1, 2, 0, 1, 2, 0);
    refused(plain.flow(x, y, inOrder), plain.flow(x, inOrder), "without labels");
    // Nothing is drawn at random, so that no seed is needed.
    BatchSource.zip(plain.flow(x, inOrder), plain.flow(x, inOrder)).close();
  }
}
