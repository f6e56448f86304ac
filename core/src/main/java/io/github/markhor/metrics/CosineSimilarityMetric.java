package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.CosineSimilarity;
import io.github.markhor.losses.LabelShapes;

/**
 * Keras's metric CosineSimilarity: the mean cosine of the angle between labels and predictions
 * along the axis (by default the last). 1 is the best; the loss of that name, {@link
 * CosineSimilarity}, is its negative. See <a
 * href="https://keras.io/api/metrics/regression_metrics/#cosinesimilarity-class">Keras:
 * CosineSimilarity</a>. (Keras forgets the axis when it saves a model; here it is kept.)
 */
public final class CosineSimilarityMetric extends MeanMetric<CosineSimilarityMetric> {
  private int axis = -1;

  private CosineSimilarityMetric() {
    super("cosine_similarity");
  }

  /** Along the last axis. */
  public static CosineSimilarityMetric of() {
    return new CosineSimilarityMetric();
  }

  /** From Keras's config. */
  public static CosineSimilarityMetric fromConfig(Config config) {
    CosineSimilarityMetric metric = of();
    return metric.axis(config.getInt("axis", metric.axis)).named(config);
  }

  /** The axis of the vectors; default -1. */
  public CosineSimilarityMetric axis(int axis) {
    return with(copy -> copy.axis = axis);
  }

  @Override
  public String className() {
    return "CosineSimilarity";
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return CosineSimilarity.cosine(matched.yTrue(), matched.yPred(), axis);
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Config config() {
    return axis == -1 ? super.config() : super.config().with("axis", axis);
  }
}
