package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * The Kullback-Leibler divergence of the labels' distribution from the predictions': Σ label ·
 * log(label / prediction) along the last axis, both limited to [1e-7, 1]. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#kldivergence-class">Keras:
 * KLDivergence</a>.
 */
public final class KLDivergence extends AbstractLoss<KLDivergence> {
  private KLDivergence() {
    super("kl_divergence");
  }

  /** With Keras's defaults. */
  public static KLDivergence of() {
    return new KLDivergence();
  }

  /** From Keras's config. */
  public static KLDivergence fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value y = yTrue.clip(KerasDefaults.EPSILON, 1);
    Value p = yPred.clip(KerasDefaults.EPSILON, 1);
    return y.mul(y.div(p).log()).sum(-1);
  }
}
