package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * The agreement of predictions with the labels themselves, not only with a straight line through
 * them, from -1 to 1: 2·mean((y - ȳ)·(p - p̄)) / (σ²(y) + σ²(p) + (ȳ - p̄)² + 1e-7) along the axis
 * (by default the last), averaged over the rest. See <a
 * href="https://keras.io/api/metrics/correlation_metrics/#concordancecorrelation-class">Keras:
 * ConcordanceCorrelation</a>.
 */
public final class ConcordanceCorrelation extends AbstractCorrelation<ConcordanceCorrelation> {
  private ConcordanceCorrelation() {
    super("concordance_correlation");
  }

  /** Along the last axis. */
  public static ConcordanceCorrelation of() {
    return new ConcordanceCorrelation();
  }

  /** From Keras's config. */
  public static ConcordanceCorrelation fromConfig(Config config) {
    return of().axis(config.getAxes("axis", -1)).named(config);
  }

  @Override
  Value correlation(Value yTrue, Value yPred, int... axis) {
    Value y = centered(yTrue, axis);
    Value p = centered(yPred, axis);
    Value shift = yTrue.mean(axis).sub(yPred.mean(axis)).square();
    Value spread = y.square().mean(axis).add(p.square().mean(axis)).add(shift);
    return y.mul(p).mean(axis).mul(2).div(spread.add(KerasDefaults.EPSILON));
  }
}
