package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;
import io.github.markhor.metrics.CosineSimilarityMetric;

/**
 * The negative cosine of the angle between labels and predictions along the axis (by default the
 * last): -1 where they point the same way, 0 at right angles, 1 where they are opposite, and 0
 * where either is 0. The metric of that name, {@link CosineSimilarityMetric}, has the other sign.
 * See <a href="https://keras.io/api/losses/regression_losses/#cosinesimilarity-class">Keras:
 * CosineSimilarity</a>. (Keras forgets the axis when it saves a model; here it is kept.)
 */
public final class CosineSimilarity extends AbstractLoss<CosineSimilarity> {
  private final int axis;

  private CosineSimilarity(String name, Reduction reduction, int axis) {
    super(name, reduction);
    this.axis = axis;
  }

  /** Along the last axis. */
  public static CosineSimilarity of() {
    return new CosineSimilarity("cosine_similarity", Reduction.SUM_OVER_BATCH_SIZE, -1);
  }

  /** From Keras's config. */
  public static CosineSimilarity fromConfig(Config config) {
    return of().axis(config.getInt("axis", -1)).withCommon(config);
  }

  /** The axis that vectors lie along; default -1. */
  public CosineSimilarity axis(int axis) {
    return new CosineSimilarity(name(), reduction(), axis);
  }

  @Override
  protected CosineSimilarity with(String name, Reduction reduction) {
    return new CosineSimilarity(name, reduction, axis);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return cosine(yTrue, yPred, axis).neg();
  }

  /** The cosine along an axis, which is removed. */
  public static Value cosine(Value yTrue, Value yPred, int axis) {
    return unit(yTrue, axis).mul(unit(yPred, axis)).sum(axis);
  }

  /** x / |x|, but no more than x · 1e7. */
  private static Value unit(Value x, int axis) {
    Value square = x.square().sumKeeping(axis);
    // Below 1e-14 the root's gradient would not be finite at 0, and the limit holds anyway.
    double smallest = KerasDefaults.EPSILON * KerasDefaults.EPSILON;
    return square
        .greater(smallest)
        .select(x.div(square.max(smallest).sqrt()), x.mul(1 / KerasDefaults.EPSILON));
  }

  @Override
  public Config config() {
    return super.config().with("axis", axis);
  }
}
