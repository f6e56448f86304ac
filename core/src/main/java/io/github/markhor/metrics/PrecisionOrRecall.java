package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.tensor.Shape;

/** The base of precision and recall: thresholds, the k largest predictions, one class. */
abstract class PrecisionOrRecall<M extends PrecisionOrRecall<M>> extends ConfusionMetric<M> {
  /** Predictions outside the k largest become this number, which is below every threshold. */
  private static final double NOT_AMONG_THEM = -1e10;

  private GivenThresholds given = GivenThresholds.NONE;
  private Integer topK;
  private Integer classId;

  PrecisionOrRecall(String name) {
    super(name);
  }

  abstract double figure(Thresholds.Counts counts, int threshold);

  /** The thresholds, each from 0 to 1. Default: 0.5, or with topK none. */
  public final M thresholds(double... thresholds) {
    return with(GivenThresholds.of(thresholds));
  }

  private M with(GivenThresholds thresholds) {
    return with(copy -> ((PrecisionOrRecall<?>) copy).given = thresholds);
  }

  /**
   * How many of each sample's predictions, the largest, can be a yes; of equal ones the first.
   * Default: null, for all.
   */
  public final M topK(Integer topK) {
    if (topK != null) {
      TopK.check(topK);
    }
    return with(copy -> ((PrecisionOrRecall<?>) copy).topK = topK);
  }

  /** The only class to look at, along the last axis. Default: null, for all. */
  public final M classId(Integer classId) {
    ClassColumn.check(classId);
    return with(copy -> ((PrecisionOrRecall<?>) copy).classId = classId);
  }

  final M configured(Config config) {
    return with(GivenThresholds.of(config))
        .topK(config.getInt("top_k"))
        .classId(config.getInt("class_id"))
        .named(config);
  }

  @Override
  final Thresholds thresholds() {
    return given.orElse(topK == null ? 0.5 : NOT_AMONG_THEM);
  }

  @Override
  final LabelShapes.Matched selected(LabelShapes.Matched matched) {
    Value yPred = matched.yPred();
    if (topK != null) {
      Value among = TopK.mask(yPred, topK);
      yPred = among.select(yPred, NOT_AMONG_THEM);
    }
    return ClassColumn.of(new LabelShapes.Matched(matched.yTrue(), yPred), classId);
  }

  @Override
  final double[] figures(Thresholds.Counts counts) {
    double[] figures = new double[counts.size()];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = figure(counts, i);
    }
    return figures;
  }

  @Override
  public final int size(Shape output) {
    return given.size();
  }

  @Override
  public final Direction direction() {
    return Direction.UP;
  }

  @Override
  public final Config config() {
    return super.config()
        .with("thresholds", given.toConfig())
        .with("top_k", topK)
        .with("class_id", classId);
  }
}
