package io.github.markhor.split;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.source.ArraySource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Splits samples into some to train on and some to test or validate with. Immutable. The numbers of
 * samples, also of each class, are those of <a
 * href="https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.train_test_split.html">scikit-learn's
 * train_test_split</a>; which of two classes gets a sample that both have the same claim to is
 * drawn there and here.
 *
 * <pre>{@code
 * Fold fold = TrainTestSplit.of(0.2).seed(1).stratify(Labels.classes(y));
 * }</pre>
 */
public final class TrainTestSplit extends Immutable<TrainTestSplit> {
  private final double testSize;
  private boolean shuffle = true;
  private long seed;

  private TrainTestSplit(double testSize) {
    this.testSize = testSize;
  }

  /**
   * A split that keeps a share of the samples, rounded up, for testing.
   *
   * @param testSize above 0 and below 1
   */
  public static TrainTestSplit of(double testSize) {
    if (!(testSize > 0 && testSize < 1)) {
      throw new IllegalArgumentException(
          "Expected a share above 0 and below 1. Received: testSize=" + testSize);
    }
    return new TrainTestSplit(testSize);
  }

  /** A split that keeps so many samples for testing. */
  public static TrainTestSplit of(int testSamples) {
    Require.positive("testSamples", testSamples);
    return new TrainTestSplit(testSamples);
  }

  /** Whether samples are drawn, the default, or {@link #split} keeps the last ones. */
  public TrainTestSplit shuffle(boolean on) {
    return with(copy -> copy.shuffle = on);
  }

  /** What the drawing follows from, beside the samples' number and classes; default 0. */
  public TrainTestSplit seed(long number) {
    return with(copy -> copy.seed = number);
  }

  /**
   * Splits so many samples.
   *
   * @throws IllegalArgumentException if one side would be empty
   */
  public Fold split(int samples) {
    int held = held(samples);
    int[] order = order(samples, 0);
    int[] foldOf = new int[samples];
    for (int i = samples - held; i < samples; i++) {
      foldOf[order[i]] = 1;
    }
    return Fold.of(1, foldOf);
  }

  /**
   * Splits samples of these classes so that both sides hold each class in the same share, as near
   * as whole samples allow.
   *
   * @throws IllegalArgumentException if a class has one sample, or a side has fewer samples than
   *     there are classes
   */
  public Fold stratify(int... classes) {
    Require.notNull("classes", classes);
    if (!shuffle) {
      throw new IllegalArgumentException(
          "Expected shuffle(true) for a split by class. Received: shuffle(false)");
    }
    int held = held(classes.length);
    SortedMap<Integer, int[]> samples = new TreeMap<>();
    for (int one : classes) {
      samples.computeIfAbsent(one, key -> samplesOf(key, classes));
    }
    refuseFew(samples, classes.length, held);
    List<int[]> members = List.copyOf(samples.values());
    int[] counts = counts(members, classes.length, held);
    int[] foldOf = new int[classes.length];
    for (int number = 0; number < counts.length; number++) {
      int[] of = members.get(number);
      int[] order = order(of.length, number + 1);
      for (int i = 0; i < counts[number]; i++) {
        foldOf[of[order[i]]] = 1;
      }
    }
    return Fold.of(1, foldOf);
  }

  private static int[] samplesOf(int one, int[] classes) {
    return IntStream.range(0, classes.length).filter(i -> classes[i] == one).toArray();
  }

  private int held(int samples) {
    int held = (int) (testSize < 1 ? Math.ceil(testSize * samples) : testSize);
    if (held >= samples) {
      throw new IllegalArgumentException(
          "Expected more samples than are kept for testing, " + held + ". Received: " + samples);
    }
    return held;
  }

  private static void refuseFew(SortedMap<Integer, int[]> samples, int all, int held) {
    samples.forEach(
        (one, members) -> {
          if (members.length < 2) {
            throw new IllegalArgumentException(
                "Expected at least two samples of each class. Received: one of the class " + one);
          }
        });
    if (Math.min(held, all - held) < samples.size()) {
      throw new IllegalArgumentException(
          "Expected at least as many samples on both sides as classes, "
              + samples.size()
              + ". Received: "
              + (all - held)
              + " to train and "
              + held
              + " to test");
    }
  }

  /** The samples of each class to test: those left over by rounding down go to the largest rest. */
  private int[] counts(List<int[]> members, int all, int held) {
    double[] rests = new double[members.size()];
    int[] train = new int[rests.length];
    int missing = all - held;
    for (int i = 0; i < rests.length; i++) {
      // scikit-learn rounds the training side first and the test side from what remains.
      double exact = (double) members.get(i).length / all * (all - held);
      train[i] = (int) Math.floor(exact);
      rests[i] = exact - train[i];
      missing -= train[i];
    }
    raise(train, rests, missing);
    int[] test = new int[rests.length];
    int left =
        Arrays.stream(members.stream().mapToInt(of -> of.length).toArray()).sum() - sum(train);
    int needed = held;
    for (int i = 0; i < rests.length; i++) {
      double exact = (double) (members.get(i).length - train[i]) / left * held;
      test[i] = (int) Math.floor(exact);
      rests[i] = exact - test[i];
      needed -= test[i];
    }
    raise(test, rests, needed);
    return test;
  }

  private static int sum(int[] numbers) {
    return Arrays.stream(numbers).sum();
  }

  private void raise(int[] counts, double[] rests, int missing) {
    int[] drawn = order(counts.length, 0);
    IntStream.range(0, counts.length)
        .mapToObj(i -> drawn[i])
        .sorted(Comparator.comparingDouble((Integer i) -> -rests[i]))
        .limit(missing)
        .forEach(i -> counts[i]++);
  }

  private int[] order(int n, int stream) {
    return shuffle ? ArraySource.permutation(n, seed, stream) : IntStream.range(0, n).toArray();
  }
}
