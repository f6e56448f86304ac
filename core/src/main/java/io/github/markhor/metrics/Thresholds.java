package io.github.markhor.metrics;

import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import java.util.Arrays;
import java.util.List;

/**
 * Thresholds for predictions, and the buckets between them. A prediction falls into one of {@code
 * size() + 1} buckets, by the number of thresholds that it is above. The confusion counts of all
 * thresholds follow from the weights in the buckets, so that any number of thresholds costs one
 * pass over the predictions.
 */
final class Thresholds {
  /** The relative difference of two numbers that Keras takes for equal. */
  private static final double EVEN = 1e-5;

  private final double[] values;
  private final double[] sorted;
  private final boolean even;
  private final boolean beyond;

  /**
   * The confusion counts at each threshold, in the order of the given thresholds.
   *
   * @param tp the weight of labels that are yes, predicted yes
   * @param fp the weight of labels that are no, predicted yes
   * @param tn the weight of labels that are no, predicted no
   * @param fn the weight of labels that are yes, predicted no
   */
  record Counts(double[] tp, double[] fp, double[] tn, double[] fn) {
    private Counts(int size) {
      this(new double[size], new double[size], new double[size], new double[size]);
    }

    int size() {
      return tp.length;
    }

    /** tp / (tp + fp), 0 where nothing is predicted yes. */
    double precision(int threshold) {
      return AbstractMetric.quotient(tp[threshold], tp[threshold] + fp[threshold]);
    }

    /** tp / (tp + fn), 0 where no label is yes. */
    double recall(int threshold) {
      return AbstractMetric.quotient(tp[threshold], tp[threshold] + fn[threshold]);
    }

    /** tn / (tn + fp), 0 where no label is no. */
    double specificity(int threshold) {
      return AbstractMetric.quotient(tn[threshold], tn[threshold] + fp[threshold]);
    }
  }

  private Thresholds(double[] values, boolean even, boolean beyond) {
    this.values = values;
    this.sorted = values.clone();
    Arrays.sort(sorted);
    this.even = even;
    this.beyond = beyond;
  }

  /** Any thresholds; those in equal steps from 0 to 1 are compared as in Keras. */
  static Thresholds of(double... values) {
    return new Thresholds(values, areEven(values), false);
  }

  /** A number of thresholds in equal steps from 0 to 1; a single one is ½. */
  static Thresholds even(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 threshold. Received: numThresholds=" + count);
    }
    return count == 1 ? of(0.5) : new Thresholds(steps(count), true, false);
  }

  /** A number of thresholds of a curve, in equal steps, the ends just beyond 0 and 1. */
  static Thresholds ofCurve(int count) {
    return new Thresholds(beyond(steps(count)), true, true);
  }

  /** Given thresholds of a curve, and ends just beyond 0 and 1. */
  static Thresholds ofCurve(List<Double> inner) {
    double[] values = new double[inner.size() + 2];
    for (int i = 0; i < inner.size(); i++) {
      values[i + 1] = inner.get(i);
    }
    values[values.length - 1] = 1;
    Arrays.sort(values);
    return new Thresholds(beyond(values), areEven(values), true);
  }

  private static double[] steps(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = i / (count - 1.0);
    }
    return values;
  }

  private static double[] beyond(double[] values) {
    double[] moved = values.clone();
    moved[0] = -KerasDefaults.EPSILON;
    moved[moved.length - 1] = 1 + KerasDefaults.EPSILON;
    return moved;
  }

  private static boolean areEven(double[] values) {
    if (values.length < 3) {
      return false;
    }
    double[] steps = steps(values.length);
    boolean even = true;
    for (int i = 0; i < values.length; i++) {
      even &= Math.abs(values[i] - steps[i]) <= KerasDefaults.EPSILON + EVEN * steps[i];
    }
    return even;
  }

  int size() {
    return values.length;
  }

  int buckets() {
    return values.length + 1;
  }

  /** The bucket of each prediction: the number of thresholds that it is above. */
  Value bucket(Value yPred) {
    if (!even) {
      Value above = yPred.greater(sorted[0]);
      for (int i = 1; i < sorted.length; i++) {
        above = above.add(yPred.greater(sorted[i]));
      }
      return above;
    }
    Value scaled = yPred.clip(0, 1).mul(values.length - 1);
    Value above = scaled.neg().unary(Unary.Kind.FLOOR).neg();
    return beyond ? above.max(1) : above;
  }

  /**
   * The confusion counts.
   *
   * @param positives the weights of labels that are yes, by bucket
   * @param negatives the weights of labels that are no
   * @param from where the first bucket is
   */
  Counts counts(float[] positives, float[] negatives, int from) {
    Counts ofSorted = new Counts(values.length);
    double yes = 0;
    double no = 0;
    for (int bucket = 0; bucket < values.length; bucket++) {
      yes += positives[from + bucket];
      no += negatives[from + bucket];
      ofSorted.fn[bucket] = yes;
      ofSorted.tn[bucket] = no;
    }
    yes = 0;
    no = 0;
    for (int bucket = values.length; bucket > 0; bucket--) {
      yes += positives[from + bucket];
      no += negatives[from + bucket];
      ofSorted.tp[bucket - 1] = yes;
      ofSorted.fp[bucket - 1] = no;
    }
    return inGivenOrder(ofSorted);
  }

  private Counts inGivenOrder(Counts ofSorted) {
    Counts counts = new Counts(values.length);
    for (int i = 0; i < values.length; i++) {
      int at = Arrays.binarySearch(sorted, values[i]);
      counts.tp[i] = ofSorted.tp[at];
      counts.fp[i] = ofSorted.fp[at];
      counts.tn[i] = ofSorted.tn[at];
      counts.fn[i] = ofSorted.fn[at];
    }
    return counts;
  }
}
