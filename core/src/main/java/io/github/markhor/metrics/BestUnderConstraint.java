package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.losses.LabelShapes;

/**
 * The best of one figure over all thresholds at which another is at least as given; 0 if there is
 * no such threshold. Thresholds go from 0 to 1 in equal steps.
 */
abstract class BestUnderConstraint<M extends BestUnderConstraint<M>> extends ConfusionMetric<M> {
  private final Arguments arguments;

  /**
   * What all of them have.
   *
   * @param constraint Keras's name for the figure that has a least value
   */
  record Arguments(String constraint, double least, int numThresholds, Integer classId) {
    Arguments {
      ClassColumn.check(classId);
      Require.fraction(constraint, least);
    }

    static Arguments of(String constraint, double least) {
      return new Arguments(constraint, least, 200, null);
    }
  }

  BestUnderConstraint(String name, Arguments arguments) {
    super(name, Thresholds.even(arguments.numThresholds));
    this.arguments = arguments;
  }

  abstract M with(String name, Arguments arguments);

  /** The figure that must be at least as given. */
  abstract double constrained(Thresholds.Counts counts, int threshold);

  abstract double wanted(Thresholds.Counts counts, int threshold);

  @Override
  public final M name(String name) {
    return with(name, arguments);
  }

  /** The number of thresholds to look at; default 200. */
  public final M numThresholds(int numThresholds) {
    return with(
        name(),
        new Arguments(arguments.constraint, arguments.least, numThresholds, arguments.classId));
  }

  /** The only class to look at, along the last axis. Default: null, for all. */
  public final M classId(Integer classId) {
    return with(
        name(),
        new Arguments(arguments.constraint, arguments.least, arguments.numThresholds, classId));
  }

  final M withArguments(Config config) {
    return numThresholds(config.getInt("num_thresholds", 200))
        .classId(config.get("class_id") == null ? null : config.requireInt("class_id"))
        .named(config);
  }

  @Override
  final LabelShapes.Matched selected(LabelShapes.Matched matched) {
    return ClassColumn.of(matched, arguments.classId);
  }

  @Override
  final double[] figures(Thresholds.Counts counts) {
    double best = 0;
    for (int i = 0; i < counts.size(); i++) {
      // The figures are quotients of float32 sums: at the edge float32 decides, as in Keras.
      if ((float) constrained(counts, i) >= (float) arguments.least) {
        best = Math.max(best, wanted(counts, i));
      }
    }
    return new double[] {best};
  }

  @Override
  public final Config config() {
    return super.config()
        .with("class_id", arguments.classId)
        .with("num_thresholds", arguments.numThresholds)
        .with(arguments.constraint, arguments.least);
  }
}
