package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.tensor.Shape;

/**
 * The base of {@link F1Score} and {@link FBetaScore}. Labels and predictions are (n, classes). By
 * default the largest prediction of a sample is its only yes (all of them if several are equal);
 * with a threshold, all predictions above it are. Each class has a figure, unless the figures are
 * averaged. Weighted if samples have weights.
 */
public abstract class AbstractFScore<M extends AbstractFScore<M>> extends AbstractMetric<M> {
  private final double beta;
  private Average average = Average.NONE;
  private Double threshold;

  /** How the figures of the classes become one. */
  public enum Average {
    /** Not at all: one for each class. */
    NONE,
    /** One figure from the counts of all classes together. */
    MICRO,
    /** Their mean. */
    MACRO,
    /** Their mean, weighted by how many labels of each class there are. */
    WEIGHTED
  }

  AbstractFScore(String name, double beta) {
    super(name);
    if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Expected a beta that is more than 0. Received: beta=" + beta);
    }
    this.beta = beta;
  }

  /** How classes are averaged; default {@link Average#NONE}. */
  public final M average(Average average) {
    Require.notNull("average", average);
    return with(copy -> ((AbstractFScore<?>) copy).average = average);
  }

  /** How classes are averaged, by Keras's name: {@code macro}. */
  public final M average(String average) {
    return average(KerasNames.choice(Average.class, "average", average));
  }

  /** Predictions above this are a yes; default null, for the largest of each sample. */
  public final M threshold(Double threshold) {
    if (threshold != null && !(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "Expected a threshold of more than 0 and at most 1, or null. Received: threshold="
              + threshold);
    }
    return with(copy -> ((AbstractFScore<?>) copy).threshold = threshold);
  }

  final double beta() {
    return beta;
  }

  final M configured(Config config) {
    return average(config.getEnum("average", average))
        .threshold(config.getDouble("threshold"))
        .named(config);
  }

  @Override
  public final int size(Shape output) {
    return average == Average.NONE ? output.size(-1) : 1;
  }

  @Override
  public final void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    Value y = matched.yTrue();
    Value p = matched.yPred();
    if (p.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "Expected predictions of shape (n, classes) for "
              + className()
              + ". Received: "
              + p.shape());
    }
    Value yes =
        threshold == null
            // A row of zeros has no yes.
            ? p.greaterEqual(p.maxOverKeeping(-1)).mul(p.abs().greater(1e-9))
            : p.greater(threshold);
    Value weights = sampleWeight == null ? null : LabelShapes.weights(sampleWeight, p.shape());
    add(sums, "true_positives", yes.mul(y), weights);
    add(sums, "false_positives", yes.mul(y.neg().add(1)), weights);
    add(sums, "false_negatives", yes.neg().add(1).mul(y), weights);
  }

  private void add(Sums sums, String name, Value counts, Value weights) {
    Value weighted = weights == null ? counts : counts.mul(weights);
    sums.add(name, average == Average.MICRO ? weighted.sum().reshape(1) : weighted.sum(0));
  }

  @Override
  public final double result(Totals totals) {
    return results(totals)[0];
  }

  @Override
  public final double[] results(Totals totals) {
    float[] tp = totals.all("true_positives");
    float[] fp = totals.all("false_positives");
    float[] fn = totals.all("false_negatives");
    double[] scores = new double[tp.length];
    double[] labels = new double[tp.length];
    double all = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(tp[i], fp[i], fn[i]);
      labels[i] = (double) tp[i] + fn[i];
      all += labels[i];
    }
    if (average == Average.NONE) {
      return scores;
    }
    double mean = 0;
    for (int i = 0; i < scores.length; i++) {
      mean +=
          average == Average.WEIGHTED
              ? scores[i] * labels[i] / (all + KerasDefaults.EPSILON)
              : scores[i] / scores.length;
    }
    return new double[] {mean};
  }

  private double score(double tp, double fp, double fn) {
    double precision = tp / (tp + fp + KerasDefaults.EPSILON);
    double recall = tp / (tp + fn + KerasDefaults.EPSILON);
    double sum = beta * beta * precision + recall + KerasDefaults.EPSILON;
    return (1 + beta * beta) * precision * recall / sum;
  }

  @Override
  public final Direction direction() {
    return Direction.UP;
  }

  @Override
  public Config config() {
    String named = average == Average.NONE ? null : KerasNames.of(average);
    return super.config().with("average", named).with("threshold", threshold);
  }
}
