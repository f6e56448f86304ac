package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.tensor.Shape;

/** What precision and recall share: thresholds, the k largest predictions, one class. */
abstract class PrecisionOrRecall<M extends PrecisionOrRecall<M>> extends ConfusionMetric<M> {
  /** What predictions outside the k largest become: below every threshold. */
  private static final double NOT_AMONG_THEM = -1e10;

  private final Arguments arguments;

  record Arguments(GivenThresholds thresholds, Integer topK, Integer classId) {
    static final Arguments DEFAULT = new Arguments(GivenThresholds.NONE, null, null);

    Arguments {
      ClassColumn.check(classId);
      if (topK != null) {
        TopK.check(topK);
      }
    }
  }

  PrecisionOrRecall(String name, Arguments arguments) {
    super(name, arguments.thresholds.orElse(arguments.topK == null ? 0.5 : NOT_AMONG_THEM));
    this.arguments = arguments;
  }

  abstract M with(String name, Arguments arguments);

  abstract double figure(Thresholds.Counts counts, int threshold);

  @Override
  public final M name(String name) {
    return with(name, arguments);
  }

  /** The thresholds, each from 0 to 1. Default: 0.5, or with topK none. */
  public final M thresholds(double... thresholds) {
    return with(
        name(), new Arguments(GivenThresholds.of(thresholds), arguments.topK, arguments.classId));
  }

  /**
   * How many of each sample's predictions, the largest, can be a yes; of equal ones the first.
   * Default: null, for all.
   */
  public final M topK(Integer topK) {
    return with(name(), new Arguments(arguments.thresholds, topK, arguments.classId));
  }

  /** The only class to look at, along the last axis. Default: null, for all. */
  public final M classId(Integer classId) {
    return with(name(), new Arguments(arguments.thresholds, arguments.topK, classId));
  }

  final M withArguments(Config config) {
    Arguments read =
        new Arguments(
            GivenThresholds.of(config),
            config.get("top_k") == null ? null : config.requireInt("top_k"),
            config.get("class_id") == null ? null : config.requireInt("class_id"));
    return with(name(), read).named(config);
  }

  @Override
  final LabelShapes.Matched selected(LabelShapes.Matched matched) {
    Value yPred = matched.yPred();
    if (arguments.topK != null) {
      Value among = TopK.mask(yPred, arguments.topK);
      yPred = among.select(yPred, NOT_AMONG_THEM);
    }
    return ClassColumn.of(new LabelShapes.Matched(matched.yTrue(), yPred), arguments.classId);
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
    return arguments.thresholds.size();
  }

  @Override
  public final Config config() {
    return super.config()
        .with("thresholds", arguments.thresholds.toConfig())
        .with("top_k", arguments.topK)
        .with("class_id", arguments.classId);
  }
}
