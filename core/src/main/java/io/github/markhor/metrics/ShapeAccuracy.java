package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/** The metric named "accuracy" in {@code compile}; see {@link Metrics#ACCURACY}. */
final class ShapeAccuracy extends MeanMetric<ShapeAccuracy> {
  ShapeAccuracy(String name) {
    super(name);
  }

  @Override
  public String className() {
    return "accuracy";
  }

  @Override
  public MeanMetric<?> resolve(Shape yTrue, Shape yPred) {
    if (yPred.rank() == 0 || yPred.size(-1) == 1) {
      return BinaryAccuracy.of().name(name());
    }
    boolean sparse = yTrue.rank() < yPred.rank() || yTrue.size(-1) == 1;
    return sparse
        ? SparseCategoricalAccuracy.of().name(name())
        : CategoricalAccuracy.of().name(name());
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    return resolve(yTrue.shape(), yPred.shape()).values(yTrue, yPred);
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Config config() {
    return new Config().with("name", name());
  }
}
