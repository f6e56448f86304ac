package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * How well a straight line leads from labels to predictions, from -1 to 1: mean((y - ȳ)·(p - p̄)) /
 * (σ(y)·σ(p)) along the axis (by default the last), averaged over the rest. NaN where one of them
 * is constant. See <a
 * href="https://keras.io/api/metrics/correlation_metrics/#pearsoncorrelation-class">Keras:
 * PearsonCorrelation</a>.
 */
public final class PearsonCorrelation extends AbstractCorrelation<PearsonCorrelation> {
  private PearsonCorrelation(String name, int... axis) {
    super(name, axis);
  }

  /** Along the last axis. */
  public static PearsonCorrelation of() {
    return new PearsonCorrelation("pearson_correlation", -1);
  }

  /** From Keras's config. */
  public static PearsonCorrelation fromConfig(Config config) {
    return of().axis(config.getAxes("axis", -1)).named(config);
  }

  @Override
  PearsonCorrelation with(String name, int... axis) {
    return new PearsonCorrelation(name, axis);
  }

  @Override
  Value correlation(Value yTrue, Value yPred, int... axis) {
    return standardized(yTrue, axis).mul(standardized(yPred, axis)).mean(axis);
  }

  private static Value standardized(Value x, int... axis) {
    Value centered = centered(x, axis);
    return centered.div(centered.square().meanKeeping(axis).sqrt());
  }
}
