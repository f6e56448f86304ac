package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/** One of the four confusion counts, at each of the given thresholds. */
abstract class ConfusionCount<M extends ConfusionCount<M>> extends ConfusionMetric<M> {
  private final GivenThresholds given;

  ConfusionCount(String name, GivenThresholds given) {
    super(name, given.orElse(0.5));
    this.given = given;
  }

  abstract M with(String name, GivenThresholds given);

  @Override
  public final M name(String name) {
    return with(name, given);
  }

  /** The thresholds to count at, each from 0 to 1; default 0.5. */
  public final M thresholds(double... thresholds) {
    return with(name(), GivenThresholds.of(thresholds));
  }

  final M withArguments(Config config) {
    return with(name(), GivenThresholds.of(config)).named(config);
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
