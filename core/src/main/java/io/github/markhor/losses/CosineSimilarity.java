package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * The negative cosine of the angle between labels and predictions along the axis (by default the
 * last): -1 for equal directions, 0 for right angles, 1 for opposite directions, and 0 where either
 * vector is 0. Keras's metric of that name, {@code CosineSimilarityMetric}, has the other sign. See
 * <a href="https://keras.io/api/losses/regression_losses/#cosinesimilarity-class">Keras:
 * CosineSimilarity</a>. (Keras forgets the axis when it saves a model; here it is kept.)
 */
public final class CosineSimilarity extends AbstractLoss<CosineSimilarity> {
  private int axis = -1;

  private CosineSimilarity() {
    super("cosine_similarity");
  }

  /** Along the last axis. */
  public static CosineSimilarity of() {
    return new CosineSimilarity();
  }

  /** From Keras's config. */
  public static CosineSimilarity fromConfig(Config config) {
    CosineSimilarity loss = of();
    return loss.axis(config.getInt("axis", loss.axis)).configured(config);
  }

  /** The axis of the vectors; default -1. */
  public CosineSimilarity axis(int axis) {
    return with(copy -> copy.axis = axis);
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
