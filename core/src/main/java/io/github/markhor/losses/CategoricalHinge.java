package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * How far the largest wrong prediction comes within 1 of the right one: max(negative - positive +
 * 1, 0) along the last axis, where positive = Σ label · prediction and negative = max((1 - label) ·
 * prediction), with one-hot labels. See <a
 * href="https://keras.io/api/losses/hinge_losses/#categoricalhinge-class">Keras:
 * CategoricalHinge</a>.
 */
public final class CategoricalHinge extends AbstractLoss<CategoricalHinge> {
  private CategoricalHinge() {
    super("categorical_hinge");
  }

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
