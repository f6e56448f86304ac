package io.github.markhor.metrics;

import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.Loss;

/** The mean of a user's function. Files keep only its name. */
final class FunctionMetric extends MeanMetric<FunctionMetric> {
  private final Loss.Function function;

  FunctionMetric(String name, Loss.Function function) {
    super(name);
    this.function = Require.notNull("function", function);
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
