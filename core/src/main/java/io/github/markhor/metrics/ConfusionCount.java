package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/** One of the four confusion counts, at each of the given thresholds. */
abstract class ConfusionCount<M extends ConfusionCount<M>> extends ConfusionMetric<M> {
  private GivenThresholds given = GivenThresholds.NONE;

  ConfusionCount(String name) {
    super(name);
  }

  /** The thresholds to count at, each from 0 to 1; default 0.5. */
  public final M thresholds(double... thresholds) {
    return with(GivenThresholds.of(thresholds));
  }

  private M with(GivenThresholds thresholds) {
    return with(copy -> ((ConfusionCount<?>) copy).given = thresholds);
  }

  final M configured(Config config) {
    return with(GivenThresholds.of(config)).named(config);
  }

  @Override
  final Thresholds thresholds() {
    return given.orElse(0.5);
  }

  @Override
  public final int size(Shape output) {
    return given.size();
  }

  @Override
  public final Config config() {
    return super.config().with("thresholds", given.toConfig());
  }
}
