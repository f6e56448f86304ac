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
  private final int axis;

  private CosineSimilarityMetric(String name, int axis) {
    super(name);
    this.axis = axis;
  }

  /** Along the last axis. */
  public static CosineSimilarityMetric of() {
    return new CosineSimilarityMetric("cosine_similarity", -1);
  }

  /** From Keras's config. */
  public static CosineSimilarityMetric fromConfig(Config config) {
    return of().axis(config.getInt("axis", -1)).named(config);
  }

  /** The axis that vectors lie along; default -1. */
  public CosineSimilarityMetric axis(int axis) {
    return new CosineSimilarityMetric(name(), axis);
  }

  @Override
  public CosineSimilarityMetric name(String name) {
    return new CosineSimilarityMetric(name, axis);
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
  public Config config() {
    return axis == -1 ? super.config() : super.config().with("axis", axis);
  }
}
