package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.tensor.Shape;
import java.util.Locale;

/**
 * What {@link F1Score} and {@link FBetaScore} share. Labels and predictions are (n, classes); by
 * default a sample's largest prediction is its only yes (all of them if several are equal), with a
 * threshold all that are above it. Each class has a figure, unless they are averaged. Weighted if
 * samples have weights.
 */
public abstract class AbstractFScore<M extends AbstractFScore<M>> extends AbstractMetric<M> {
  private final double beta;
  private final Average average;
  private final Double threshold;

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

  AbstractFScore(String name, double beta, Average average, Double threshold) {
    super(name);
    if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Expected a beta that is more than 0. Received: beta=" + beta);
    }
    if (threshold != null && !(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "Expected a threshold of more than 0 and at most 1, or null. Received: threshold="
              + threshold);
    }
    this.beta = beta;
    this.average = average;
    this.threshold = threshold;
  }

  abstract M with(String name, Average average, Double threshold);

  @Override
  public final M name(String name) {
    return with(name, average, threshold);
  }

  /** How classes are averaged; default {@link Average#NONE}. */
  public final M average(Average average) {
    return with(name(), average, threshold);
  }

  /** What predictions must exceed; default null, for the largest of each sample. */
  public final M threshold(Double threshold) {
    return with(name(), average, threshold);
  }

  final double beta() {
    return beta;
  }

  final M withArguments(Config config) {
    String text = config.getString("average", "none").toUpperCase(Locale.ROOT);
    for (Average known : Average.values()) {
      if (known.name().equals(text)) {
        return with(name(), known, config.getDouble("threshold")).named(config);
      }
    }
    throw new ConfigException(
        "Expected micro, macro, weighted or null for average. Received: " + config.get("average"));
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
  public Config config() {
    Object named = average == Average.NONE ? null : average.name().toLowerCase(Locale.ROOT);
    return super.config().with("average", named).with("threshold", threshold);
  }
}
