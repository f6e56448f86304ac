package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The hinge loss of one class among several: max(negative - positive + 1, 0) along the last axis,
 * where positive = Σ label · prediction and negative = max((1 - label) · prediction), with one-hot
 * labels. It is 0 where the right prediction exceeds all others by at least 1. See <a
 * href="https://keras.io/api/losses/hinge_losses/#categoricalhinge-class">Keras:
 * CategoricalHinge</a>.
 */
public final class CategoricalHinge extends AbstractLoss<CategoricalHinge> {
  private CategoricalHinge() {
    super("categorical_hinge");
  }

  /** With Keras's defaults. */
  public static CategoricalHinge of() {
    return new CategoricalHinge();
  }

  /** From Keras's config. */
  public static CategoricalHinge fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value positive = yTrue.mul(yPred).sum(-1);
    Value negative = yTrue.neg().add(1).mul(yPred).maxOver(-1);
    return negative.sub(positive).add(1).max(0);
  }
}
