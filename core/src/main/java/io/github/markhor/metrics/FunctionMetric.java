package io.github.markhor.metrics;

import io.github.markhor.graph.Value;
import io.github.markhor.losses.Loss;
import java.util.Objects;

/** The mean of a function of the user's own. In a file only its name is kept. */
final class FunctionMetric extends MeanMetric<FunctionMetric> {
  private final Loss.Function function;

  FunctionMetric(String name, Loss.Function function) {
    super(name);
    this.function = Objects.requireNonNull(function);
  }

  @Override
  public String className() {
    return name();
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    return function.call(yTrue, yPred);
  }
}
