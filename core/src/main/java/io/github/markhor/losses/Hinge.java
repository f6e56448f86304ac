package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean along the last axis of max(1 - label · prediction, 0), with labels -1 and 1. Labels that
 * are all 0 or 1 count as -1 and 1. See <a
 * href="https://keras.io/api/losses/hinge_losses/#hinge-class">Keras: Hinge</a>.
 */
public final class Hinge extends AbstractLoss<Hinge> {
  private Hinge() {
    super("hinge");
  }

  /** With Keras's defaults. */
  public static Hinge of() {
    return new Hinge();
  }

  /** From Keras's config. */
  public static Hinge fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return HingeLabels.margin(yTrue, yPred).mean(-1);
  }
}
