package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean along the last axis of max(1 - label · prediction, 0)², with labels -1 and 1. Labels
 * that are all 0 or 1 count as -1 and 1. See <a
 * href="https://keras.io/api/losses/hinge_losses/#squaredhinge-class">Keras: SquaredHinge</a>.
 */
public final class SquaredHinge extends AbstractLoss<SquaredHinge> {
  private SquaredHinge() {
    super("squared_hinge");
  }

  /** With Keras's defaults. */
  public static SquaredHinge of() {
    return new SquaredHinge();
  }

  /** From Keras's config. */
  public static SquaredHinge fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return HingeLabels.margin(yTrue, yPred).square().mean(-1);
  }
}
