package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The linear correlation of labels and predictions, from -1 to 1: mean((y - ȳ)·(p - p̄)) /
 * (σ(y)·σ(p)) along the axis (by default the last), averaged over the rest. NaN where labels or
 * predictions are constant. See <a
 * href="https://keras.io/api/metrics/correlation_metrics/#pearsoncorrelation-class">Keras:
 * PearsonCorrelation</a>.
 */
public final class PearsonCorrelation extends AbstractCorrelation<PearsonCorrelation> {
  private PearsonCorrelation() {
    super("pearson_correlation");
  }

  /** Along the last axis. */
  public static PearsonCorrelation of() {
    return new PearsonCorrelation();
  }

  /** From Keras's config. */
  public static PearsonCorrelation fromConfig(Config config) {
    return of().axis(config.getAxes("axis", -1)).named(config);
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
