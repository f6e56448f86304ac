package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.losses.LabelShapes;

/**
 * The best value of one figure over all thresholds at which another figure has at least a given
 * value; 0 if there is no such threshold. Thresholds go from 0 to 1 in equal steps.
 */
abstract class BestUnderConstraint<M extends BestUnderConstraint<M>> extends ConfusionMetric<M> {
  private final String constraint;
  private final double least;
  private int numThresholds = 200;
  private Integer classId;

  /**
   * For one constraint.
   *
   * @param constraint Keras's name of the constrained figure
   * @param least its least value, from 0 to 1
   */
  BestUnderConstraint(String name, String constraint, double least) {
    super(name);
    this.constraint = constraint;
    this.least = Require.fraction(constraint, least);
  }

  /** The figure that must have at least the given value. */
  abstract double constrained(Thresholds.Counts counts, int threshold);

  /** The figure whose best value is wanted. */
  abstract double wanted(Thresholds.Counts counts, int threshold);

  /** The number of thresholds to look at; default 200. */
  public final M numThresholds(int numThresholds) {
    Thresholds.even(numThresholds);
    return with(copy -> ((BestUnderConstraint<?>) copy).numThresholds = numThresholds);
  }

  /** The only class to look at, along the last axis. Default: null, for all. */
  public final M classId(Integer classId) {
    ClassColumn.check(classId);
    return with(copy -> ((BestUnderConstraint<?>) copy).classId = classId);
  }

  final M configured(Config config) {
    return numThresholds(config.getInt("num_thresholds", numThresholds))
        .classId(config.getInt("class_id"))
        .named(config);
  }

  @Override
  final Thresholds thresholds() {
    return Thresholds.even(numThresholds);
  }

  @Override
  final LabelShapes.Matched selected(LabelShapes.Matched matched) {
    return ClassColumn.of(matched, classId);
  }

  @Override
  final double[] figures(Thresholds.Counts counts) {
    double best = 0;
    for (int i = 0; i < counts.size(); i++) {
      // The figures are quotients of float32 sums: at the edge float32 decides, as in Keras.
      if ((float) constrained(counts, i) >= (float) least) {
        best = Math.max(best, wanted(counts, i));
      }
    }
    return new double[] {best};
  }

  @Override
  public final Direction direction() {
    return Direction.UP;
  }

  @Override
  public final Config config() {
    return super.config()
        .with("class_id", classId)
        .with("num_thresholds", numThresholds)
        .with(constraint, least);
  }
}
