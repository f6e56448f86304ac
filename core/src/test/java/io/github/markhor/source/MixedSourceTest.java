package io.github.markhor.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.source.BatchSource.Batches;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MixedSourceTest {
  /** Seven pictures (4, 5, 2), the numbers of the k-th are 100 · k + place; k-th class of seven. */
  private static final Tensor X = Tensor.zeros(7, 4, 5, 2);

  private static final Tensor Y = Labels.toCategorical(0, 1, 2, 3, 4, 5, 6);

  static {
    for (int i = 0; i < 7 * 40; i++) {
      X.buffer().put(i, i / 40 * 100 + i % 40);
    }
  }

  private static ArraySource source() {
    return ArraySource.inOrder(X, Y, null, 4);
  }

  private static List<float[][]> read(Batches batches) {
    List<float[][]> read = new ArrayList<>();
    try (batches) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          read.add(new float[][] {batch.x().toArray(), batch.y().toArray()});
        }
      }
    }
    return read;
  }

  @Test
  void mixUpBlendsPicturesAndLabelsAlike() {
    BatchSource mixed = BatchSource.mixUp(source(), 0.8, 3);
    List<float[][]> batches = read(mixed.epoch(2));
    assertEquals(List.of(4, 3), batches.stream().map(b -> b[1].length / 7).toList());
    Set<Float> weights = new HashSet<>();
    int blended = 0;
    for (int b = 0; b < 2; b++) {
      for (int i = 0; i < (b == 0 ? 4 : 3); i++) {
        float[] label = Arrays.copyOfRange(batches.get(b)[1], i * 7, i * 7 + 7);
        double expected = 0;
        double sum = 0;
        for (int k = 0; k < 7; k++) {
          sum += label[k];
          expected += label[k] * 100 * k;
          boolean inBatch = b == 0 ? k < 4 : k >= 4;
          assertTrue(label[k] == 0 || inBatch);
        }
        assertEquals(1, sum, 1e-6);
        for (int place = 0; place < 40; place++) {
          assertEquals(expected + place, batches.get(b)[0][i * 40 + place], 1e-3);
        }
        blended += label[b * 4 + i] < 1 ? 1 : 0;
        weights.add(label[b * 4 + i]);
      }
    }
    assertTrue(blended >= 3 && weights.size() > 3, "each sample has a weight of its own");
  }

  @Test
  void cutMixPutsABoxOfAnotherPictureAtTheSamePlace() {
    BatchSource mixed = BatchSource.cutMix(source(), 1, 5);
    boolean[] cut = new boolean[1];
    for (int epoch = 0; epoch < 8; epoch++) {
      List<float[][]> batches = read(mixed.epoch(epoch));
      for (int i = 0; i < 4; i++) {
        float[] picture = Arrays.copyOfRange(batches.get(0)[0], i * 40, i * 40 + 40);
        float[] label = Arrays.copyOfRange(batches.get(0)[1], i * 7, i * 7 + 7);
        checkBox(picture, label, i, cut);
      }
    }
    assertTrue(cut[0]);
  }

  private static void checkBox(float[] picture, float[] label, int own, boolean[] cut) {
    int[] pixels = new int[7];
    int top = 4;
    int bottom = -1;
    int left = 5;
    int right = -1;
    for (int place = 0; place < 40; place++) {
      assertEquals(place, picture[place] % 100, "a pixel stays at its place");
      int from = (int) picture[place] / 100;
      pixels[from]++;
      if (from != own) {
        top = Math.min(top, place / 10);
        bottom = Math.max(bottom, place / 10);
        left = Math.min(left, place / 2 % 5);
        right = Math.max(right, place / 2 % 5);
      }
    }
    int box = 40 - pixels[own];
    if (box > 0) {
      cut[0] = true;
      assertEquals(box, (bottom - top + 1) * (right - left + 1) * 2, "the pixels are a box");
    }
    for (int k = 0; k < 7; k++) {
      assertEquals(pixels[k] / 40f, label[k], 1e-6f, "the label has the pixels' share");
    }
  }

  @Test
  void whatIsMixedFollowsFromSeedEpochAndPlace() {
    BatchSource one = BatchSource.mixUp(source(), 0.4, 3);
    float[][] second = read(one.epoch(1)).get(1);
    assertArrayEquals(second[0], read(BatchSource.mixUp(source(), 0.4, 3).epoch(1, 1)).get(0)[0]);
    assertFalse(Arrays.equals(second[0], read(one.epoch(2)).get(1)[0]));
    assertFalse(
        Arrays.equals(second[0], read(BatchSource.mixUp(source(), 0.4, 4).epoch(1)).get(1)[0]));
  }

  @Test
  void predictionGetsWhatIsNotMixed() {
    BatchSource mixed = BatchSource.mixUp(source(), 0.4, 3);
    assertArrayEquals(Arrays.copyOf(X.toArray(), 160), read(mixed.batchesInOrder()).get(0)[0]);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6}, mixed.classes());
    assertFalse(mixed.sameEveryEpoch());
  }

  @Test
  void weightsAreOfTheBetaDistribution() {
    // The variance is 1 / (4 (2 alpha + 1)), the mean one half.
    for (double alpha : new double[] {0.01, 0.2, 1, 3}) {
      double sum = 0;
      double squares = 0;
      int n = 20_000;
      for (int i = 0; i < n; i++) {
        double weight = new BetaDraws(7, 1, i).beta(alpha);
        assertTrue(weight >= 0 && weight <= 1);
        sum += weight;
        squares += (weight - 0.5) * (weight - 0.5);
      }
      assertEquals(0.5, sum / n, 0.012);
      assertEquals(1 / (4 * (2 * alpha + 1)), squares / n, 0.004);
    }
  }

  @Test
  void twoClassesMayBeNumbersAndMoreMayNot() {
    Tensor labels = Tensor.ofLabels(0, 1, 1, 0, 1, 0, 0);
    BatchSource two = BatchSource.mixUp(ArraySource.inOrder(X, labels, null, 7), 1, 1);
    float[] mixed = read(two.epoch(0)).get(0)[1];
    boolean between = false;
    for (float label : mixed) {
      between |= label > 0 && label < 1;
    }
    assertTrue(between);
    Tensor many = Tensor.ofLabels(0, 1, 2, 3, 4, 5, 6);
    BatchSource wrong = BatchSource.mixUp(ArraySource.inOrder(X, many, null, 7), 1, 1);
    assertThrows(IllegalArgumentException.class, () -> wrong.epoch(0).next());
    Tensor weights = Tensor.vector(1, 1, 1, 1, 1, 1, 2);
    BatchSource weighted = BatchSource.mixUp(ArraySource.inOrder(X, Y, weights, 7), 1, 1);
    assertThrows(IllegalArgumentException.class, () -> weighted.epoch(0).next());
    assertThrows(IllegalArgumentException.class, () -> BatchSource.mixUp(source(), 0, 1));
    ArraySource flat = ArraySource.inOrder(Tensor.zeros(7, 3), Y, null, 7);
    assertThrows(IllegalArgumentException.class, () -> BatchSource.cutMix(flat, 1, 1));
    ArraySource unlabelled = ArraySource.inOrder(X, null, null, 7);
    assertThrows(IllegalArgumentException.class, () -> BatchSource.mixUp(unlabelled, 1, 1));
  }
}
