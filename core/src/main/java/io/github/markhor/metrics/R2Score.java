package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.tensor.Shape;

/**
 * The coefficient of determination: the part of the labels' variance that predictions explain, 1 -
 * Σ(y - p)² / Σ(y - ȳ)², at best 1, of each column of labels and predictions (n, columns). A column
 * of constant labels scores 0, or NaN if it is predicted exactly. Weighted if samples have weights.
 * See <a href="https://keras.io/api/metrics/regression_metrics/#r2score-class">Keras: R2Score</a>.
 */
public final class R2Score extends AbstractMetric<R2Score> {
  /** The square of a few float32 rounding errors. */
  private static final double ROUNDING = 1e-13;

  private ClassAggregation classAggregation = ClassAggregation.UNIFORM_AVERAGE;
  private int numRegressors;

  /** How the figures of the columns become one. */
  public enum ClassAggregation {
    /** Not at all: one for each column. */
    NONE,
    /** Their mean. */
    UNIFORM_AVERAGE,
    /** Their mean, weighted by the labels' variance. */
    VARIANCE_WEIGHTED_AVERAGE
  }

  private R2Score() {
    super("r2_score");
  }

  /** The mean of all columns, not adjusted. */
  public static R2Score of() {
    return new R2Score();
  }

  /** From Keras's config, in which null stands for no aggregation. */
  public static R2Score fromConfig(Config config) {
    R2Score metric = of();
    ClassAggregation otherwise =
        config.has("class_aggregation") ? ClassAggregation.NONE : metric.classAggregation;
    return metric
        .classAggregation(config.getEnum("class_aggregation", otherwise))
        .numRegressors(config.getInt("num_regressors", metric.numRegressors))
        .named(config);
  }

  /** How columns are averaged; default {@link ClassAggregation#UNIFORM_AVERAGE}. */
  public R2Score classAggregation(ClassAggregation classAggregation) {
    Require.notNull("classAggregation", classAggregation);
    return with(copy -> copy.classAggregation = classAggregation);
  }

  /** How columns are averaged, by Keras's name: {@code uniform_average}. */
  public R2Score classAggregation(String classAggregation) {
    return classAggregation(
        KerasNames.choice(ClassAggregation.class, "classAggregation", classAggregation));
  }

  /**
   * The number p of the model's inputs, to adjust the figure by: 1 - (1 - R²)·(n - 1) / (n - p -
   * 1), where n counts all labels. Default: 0, for not at all.
   */
  public R2Score numRegressors(int numRegressors) {
    Require.notNegative("numRegressors", numRegressors);
    return with(copy -> copy.numRegressors = numRegressors);
  }

  @Override
  public int size(Shape output) {
    return classAggregation == ClassAggregation.NONE ? output.size(-1) : 1;
  }

  @Override
  public void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    Value y = matched.yTrue();
    Shape shape = y.shape();
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          "Expected predictions of shape (n, columns) for R2Score. Received: " + shape);
    }
    Value weights = sampleWeight == null ? y.like(1) : LabelShapes.weights(sampleWeight, shape);
    weights = weights.broadcastTo(shape);
    addVariation(sums, y, weights);
    sums.add("residual", matched.yPred().sub(y).square().mul(weights).sum(0));
    sums.add("num_samples", y.like(shape.elements()));
  }

  /**
   * Updates the mean and the summed squares of the distances from it, batch by batch, by the method
   * of Chan, Golub and LeVeque: plain sums of squares would lose all digits of labels far from 0.
   */
  private static void addVariation(Sums sums, Value y, Value weights) {
    Value count = weights.sum(0);
    Value none = count.equal(0);
    Value mean = y.mul(weights).sum(0).div(none.select(count.like(1), count));
    Value variation = y.sub(mean).square().mul(weights).sum(0);
    Value countBefore = sums.get("count", count.shape());
    Value meanBefore = sums.get("mean", count.shape());
    Value all = countBefore.add(count);
    Value share = count.div(all.equal(0).select(all.like(1), all));
    Value shift = mean.sub(meanBefore);
    sums.set("mean", meanBefore.add(shift.mul(share)));
    sums.add("variation", variation.add(shift.square().mul(share).mul(countBefore)));
    sums.set("count", all);
  }

  @Override
  public double result(Totals totals) {
    return results(totals)[0];
  }

  @Override
  public double[] results(Totals totals) {
    float[] residual = totals.all("residual");
    double[] scores = new double[residual.length];
    double mean = 0;
    double all = 0;
    for (int i = 0; i < scores.length; i++) {
      double variation = variation(totals, i);
      double score = 1 - residual[i] / variation;
      scores[i] = Double.isInfinite(score) ? 0 : score;
      double weight =
          classAggregation == ClassAggregation.VARIANCE_WEIGHTED_AVERAGE ? variation : 1;
      mean += scores[i] * weight;
      all += weight;
    }
    if (classAggregation != ClassAggregation.NONE) {
      scores = new double[] {mean / all};
    }
    return adjusted(scores, totals.get("num_samples"));
  }

  /** Σ(y - ȳ)²: 0 where it is only rounding error, NaN without labels. */
  private static double variation(Totals totals, int column) {
    double count = totals.all("count")[column];
    double mean = totals.all("mean")[column];
    double variation = totals.all("variation")[column];
    if (count == 0) {
      return Double.NaN;
    }
    return variation <= ROUNDING * mean * mean * count ? 0 : variation;
  }

  private double[] adjusted(double[] scores, double n) {
    double freedom = n - numRegressors - 1;
    if (numRegressors > 0 && freedom > 0) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] = 1 - (1 - scores[i]) * (n - 1) / freedom;
      }
    }
    return scores;
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Config config() {
    String named =
        classAggregation == ClassAggregation.NONE ? null : KerasNames.of(classAggregation);
    return super.config().with("class_aggregation", named).with("num_regressors", numRegressors);
  }
}
