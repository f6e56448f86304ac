package io.github.markhor.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.source.ArraySource;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected folds and counts are those of scikit-learn 1.8's splitters. */
class FoldsTest {
  private static final int[] CLASSES = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2};

  private static List<String> validation(List<Fold> folds) {
    return folds.stream().map(fold -> Arrays.toString(fold.validation())).toList();
  }

  private static int[] repeat(int... counts) {
    return IntStream.range(0, counts.length)
        .flatMap(one -> IntStream.range(0, counts[one]).map(i -> one))
        .toArray();
  }

  private static String counts(int[] samples, int[] classes) {
    int[] counts = new int[Arrays.stream(classes).max().orElse(0) + 1];
    for (int sample : samples) {
      counts[classes[sample]]++;
    }
    return Arrays.toString(counts);
  }

  private static void partition(Fold fold, int samples) {
    int[] all =
        IntStream.concat(Arrays.stream(fold.train()), Arrays.stream(fold.validation()))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, samples).toArray(), all);
  }

  @Test
  void kFoldTakesNeighboursAsScikitLearnDoes() {
    List<Fold> folds = KFold.of(3).split(11);
    assertEquals(List.of("[0, 1, 2, 3]", "[4, 5, 6, 7]", "[8, 9, 10]"), validation(folds));
    assertArrayEquals(new int[] {0, 1, 2, 3, 8, 9, 10}, folds.get(1).train());
    folds.forEach(fold -> partition(fold, 11));
  }

  @Test
  void shuffledFoldsFollowFromTheSeed() {
    KFold shuffled = KFold.of(4).shuffle(true).seed(5);
    List<Fold> folds = shuffled.split(11);
    assertEquals(List.of(3, 3, 3, 2), folds.stream().map(f -> f.validation().length).toList());
    assertEquals(validation(folds), validation(shuffled.split(11)));
    assertFalse(validation(folds).equals(validation(shuffled.seed(6).split(11))));
    assertFalse(validation(folds).equals(validation(KFold.of(4).split(11))));
    folds.forEach(fold -> partition(fold, 11));
  }

  @Test
  void stratifiedFoldsAreThoseOfScikitLearn() {
    assertEquals(
        List.of("[0, 1, 2, 7, 12, 13]", "[3, 4, 8, 9, 14]", "[5, 6, 10, 11, 15]"),
        validation(StratifiedKFold.of(3).split(CLASSES)));
    assertEquals(
        List.of("[0, 1, 2, 3]", "[4, 5, 8]", "[6, 7, 10]", "[9, 11, 12]"),
        validation(StratifiedKFold.of(4).split(1, 0, 2, 1, 1, 0, 2, 0, 1, 2, 1, 0, 1)));
  }

  @Test
  void shuffledStratifiedFoldsHoldTheSameCounts() {
    List<Fold> folds = StratifiedKFold.of(4).shuffle(true).seed(3).split(CLASSES);
    assertEquals(
        List.of("[2, 1, 1]", "[2, 1, 1]", "[2, 1, 1]", "[1, 2, 1]"),
        folds.stream().map(fold -> counts(fold.validation(), CLASSES)).toList());
    folds.forEach(fold -> partition(fold, 16));
    assertFalse(validation(folds).equals(validation(StratifiedKFold.of(4).split(CLASSES))));
  }

  @Test
  void aStratifiedSplitHoldsScikitLearnsCounts() {
    check("[38, 23, 5]", "[12, 8, 2]", TrainTestSplit.of(0.25), repeat(50, 31, 7));
    check("[45, 28, 6]", "[5, 3, 1]", TrainTestSplit.of(0.1), repeat(50, 31, 7));
    check("[10, 3, 6]", "[3, 0, 2]", TrainTestSplit.of(5), repeat(13, 3, 8));
    check("[66, 1]", "[34, 1]", TrainTestSplit.of(0.34), repeat(100, 2));
    check("[6, 6, 7, 7]", "[3, 4, 4, 5]", TrainTestSplit.of(0.37), repeat(9, 10, 11, 12));
  }

  private static void check(String train, String test, TrainTestSplit split, int[] classes) {
    for (int seed = 0; seed < 5; seed++) {
      Fold fold = split.seed(seed).stratify(classes);
      assertEquals(train, counts(fold.train(), classes));
      assertEquals(test, counts(fold.validation(), classes));
      partition(fold, classes.length);
      assertArrayEquals(fold.train(), split.seed(seed).stratify(classes).train());
    }
  }

  @Test
  void aPlainSplitHoldsScikitLearnsSizes() {
    assertEquals(3, TrainTestSplit.of(0.3).split(7).validation().length);
    assertEquals(2, TrainTestSplit.of(2).split(7).validation().length);
    assertEquals(4, TrainTestSplit.of(0.5).split(7).validation().length);
    Fold last = TrainTestSplit.of(0.3).shuffle(false).split(7);
    assertArrayEquals(new int[] {4, 5, 6}, last.validation());
    partition(TrainTestSplit.of(0.3).seed(2).split(7), 7);
  }

  @Test
  void refusesWhatCannotBeSplit() {
    assertThrows(IllegalArgumentException.class, () -> KFold.of(1));
    assertThrows(IllegalArgumentException.class, () -> KFold.of(5).split(4));
    assertThrows(IllegalArgumentException.class, () -> StratifiedKFold.of(8).split(CLASSES));
    assertThrows(IllegalArgumentException.class, () -> TrainTestSplit.of(1.0));
    assertThrows(IllegalArgumentException.class, () -> TrainTestSplit.of(0));
    assertThrows(IllegalArgumentException.class, () -> TrainTestSplit.of(7).split(7));
    assertThrows(IllegalArgumentException.class, () -> TrainTestSplit.of(0.5).stratify(0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> TrainTestSplit.of(2).stratify(CLASSES));
  }

  @Test
  void aSourceOfArraysGivesTheSamplesOfAFold() {
    Tensor x = Tensor.of(new float[] {0, 0, 1, 10, 2, 20, 3, 30}, 4, 2);
    ArraySource all = ArraySource.inOrder(x, Tensor.ofLabels(5, 6, 7, 8), null, 2);
    ArraySource rows = all.rows(3, 0, 2);
    assertArrayEquals(new int[] {8, 5, 7}, rows.classes());
    try (BatchSource.Batches batches = rows.epoch(0)) {
      assertArrayEquals(new float[] {3, 30, 0, 0}, batches.next().x().toArray());
      Batch last = batches.next();
      assertArrayEquals(new float[] {2, 20}, last.x().toArray());
      assertArrayEquals(new float[] {7}, last.y().toArray());
    }
  }
}
