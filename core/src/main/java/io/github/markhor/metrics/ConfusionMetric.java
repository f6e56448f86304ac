package io.github.markhor.metrics;

import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.tensor.Shape;

/**
 * A metric computed from confusion counts at one or more thresholds. Labels other than 0 are yes;
 * predictions above a threshold, not at it, are yes. All elements of labels and predictions are
 * counted alike, weighted by the weights of their samples.
 */
abstract class ConfusionMetric<M extends ConfusionMetric<M>> extends AbstractMetric<M> {
  private static final String POSITIVES = "positives";
  private static final String NEGATIVES = "negatives";

  ConfusionMetric(String name) {
    super(name);
  }

  /** The thresholds that predictions are compared with. */
  abstract Thresholds thresholds();

  /** The figures that the counts give. */
  abstract double[] figures(Thresholds.Counts counts);

  /** Labels and predictions of one shape, of which all elements are counted. */
  LabelShapes.Matched selected(LabelShapes.Matched matched) {
    return matched;
  }

  @Override
  public final void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
    LabelShapes.Matched matched = selected(LabelShapes.same(yTrue, yPred));
    count(sums, thresholds(), matched, sampleWeight, 1);
  }

  /**
   * Adds to the sums by bucket.
   *
   * @param columns the size of the last axis, if each column is counted separately; else 1
   */
  static void count(
      Sums sums,
      Thresholds thresholds,
      LabelShapes.Matched matched,
      Value sampleWeight,
      int columns) {
    Value yes = matched.yTrue().equal(0).neg().add(1);
    Value bucket = thresholds.bucket(matched.yPred());
    if (columns > 1) {
      float[] first = new float[columns];
      for (int column = 0; column < columns; column++) {
        first[column] = column * thresholds.buckets();
      }
      bucket = bucket.add(yes.graph().constant(Type.float32(Shape.of(columns)), first));
    }
    Value no = yes.neg().add(1);
    if (sampleWeight != null) {
      Value weights = LabelShapes.weights(sampleWeight, yes.shape());
      yes = yes.mul(weights);
      no = no.mul(weights);
    }
    int buckets = columns * thresholds.buckets();
    sums.add(POSITIVES, yes.segmentSum(bucket, buckets));
    sums.add(NEGATIVES, no.segmentSum(bucket, buckets));
  }

  /** The counts of a column; the column is 0 where columns are not counted separately. */
  static Thresholds.Counts counts(Totals totals, Thresholds thresholds, int column) {
    int from = column * thresholds.buckets();
    return thresholds.counts(totals.all(POSITIVES), totals.all(NEGATIVES), from);
  }

  @Override
  public final double result(Totals totals) {
    return results(totals)[0];
  }

  @Override
  public final double[] results(Totals totals) {
    return figures(counts(totals, thresholds(), 0));
  }
}
