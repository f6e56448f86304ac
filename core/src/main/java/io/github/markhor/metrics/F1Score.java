package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The harmonic mean of precision P and recall R: 2·P·R / (P + R). See {@link AbstractFScore} for
 * the arguments, and <a
 * href="https://keras.io/api/metrics/classification_metrics/#f1score-class">Keras: F1Score</a>.
 */
public final class F1Score extends AbstractFScore<F1Score> {
  private F1Score() {
    super("f1_score", 1);
  }

  /** A figure for each class. */
  public static F1Score of() {
    return new F1Score();
  }

  /** From Keras's config. */
  public static F1Score fromConfig(Config config) {
    return of().configured(config);
  }
}
