package io.github.markhor.data;

import io.github.markhor.config.Require;
import java.util.Arrays;
import java.util.List;

/**
 * The parts into which the files of each class are split: two are called train and validation,
 * three train, validation and test. Immutable.
 */
public final class SplitParts {
  private static final List<String> NAMES = List.of("train", "validation", "test");
  private static final double ROUNDING = 1e-9;

  private final double[] amounts;
  private final boolean shares;

  private SplitParts(double[] amounts, boolean shares) {
    if (amounts.length < 1 || amounts.length > NAMES.size()) {
      throw new IllegalArgumentException(
          "Expected one to three parts, " + NAMES + ". Received: " + amounts.length);
    }
    for (double amount : amounts) {
      Require.notNegative("part", amount);
    }
    this.amounts = amounts;
    this.shares = shares;
  }

  /** Shares of each class's files, of at most 1 together: {@code ratios(0.8, 0.1, 0.1)}. */
  public static SplitParts ratios(double... shares) {
    if (Arrays.stream(shares).sum() > 1 + ROUNDING) {
      throw new IllegalArgumentException(
          "Expected ratios of at most 1 together. Received: " + Arrays.toString(shares));
    }
    return new SplitParts(shares.clone(), true);
  }

  /** Numbers of files of each class: {@code counts(1000, 400)}; the rest stays where it is. */
  public static SplitParts counts(int... files) {
    return new SplitParts(Arrays.stream(files).asDoubleStream().toArray(), false);
  }

  /** The parts' names. */
  public List<String> names() {
    return NAMES.subList(0, amounts.length);
  }

  /**
   * Where each part of a class ends, among its files.
   *
   * @throws IllegalArgumentException if there are fewer files than the counts say
   */
  int[] ends(String className, int files) {
    int[] ends = new int[amounts.length];
    double sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += amounts[i];
      // The sums are rounded, so that shares of 1 together leave no file over.
      ends[i] = (int) (shares ? Math.floor(sum * files + ROUNDING) : sum);
    }
    if (ends[ends.length - 1] > files) {
      throw new IllegalArgumentException(
          "Expected at least "
              + ends[ends.length - 1]
              + " files of the class "
              + className
              + ", for "
              + this
              + ". Received: "
              + files);
    }
    return ends;
  }

  @Override
  public String toString() {
    return (shares ? "ratios" : "counts") + Arrays.toString(amounts);
  }
}
