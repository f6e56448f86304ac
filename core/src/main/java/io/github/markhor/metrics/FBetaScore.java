package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The weighted harmonic mean of precision P and recall R: (1 + β²)·P·R / (β²·P + R). The larger β,
 * the more recall counts; default 1. See {@link AbstractFScore} for the arguments, and <a
 * href="https://keras.io/api/metrics/classification_metrics/#fbetascore-class">Keras:
 * FBetaScore</a>.
 */
public final class FBetaScore extends AbstractFScore<FBetaScore> {
  private FBetaScore(double beta) {
    super("fbeta_score", beta);
  }

  /** With β = 1, a figure for each class. */
  public static FBetaScore of() {
    return of(1);
  }

  /**
   * A figure for each class.
   *
   * @param beta more than 0
   */
  public static FBetaScore of(double beta) {
    return new FBetaScore(beta);
  }

  /** From Keras's config. */
  public static FBetaScore fromConfig(Config config) {
    return of(config.getDouble("beta", 1)).configured(config);
  }

  @Override
  public Config config() {
    return super.config().with("beta", beta());
  }
}
