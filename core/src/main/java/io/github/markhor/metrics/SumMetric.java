package io.github.markhor.metrics;

import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.losses.Loss;

/** The weighted sum of a user's function. Files keep only its name. */
final class SumMetric extends AbstractMetric<SumMetric> {
  private final Loss.Function function;

  SumMetric(String name, Loss.Function function) {
    super(name);
    this.function = Require.notNull("function", function);
  }

  @Override
  public String className() {
    return name();
  }

  @Override
  public void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
    Value values = function.call(yTrue, yPred);
    if (sampleWeight != null) {
      values = values.mul(LabelShapes.weights(sampleWeight, values.shape()));
    }
    sums.add("total", values.sum());
  }

  @Override
  public double result(Totals totals) {
    return totals.get("total");
  }
}
