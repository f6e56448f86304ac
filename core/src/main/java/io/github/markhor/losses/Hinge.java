package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean along the last axis of max(1 - label · prediction, 0), with labels -1 and 1. Labels that
 * are all 0 or 1 count as -1 and 1. See <a
 * href="https://keras.io/api/losses/hinge_losses/#hinge-class">Keras: Hinge</a>.
 */
public final class Hinge extends AbstractLoss<Hinge> {
  private Hinge(String name, Reduction reduction) {
    super(name, reduction);
  }

  public static Hinge of() {
    return new Hinge("hinge", Reduction.SUM_OVER_BATCH_SIZE);
  }

  /** From Keras's config. */
  public static Hinge fromConfig(Config config) {
    return of().withCommon(config);
  }

  @Override
  protected Hinge with(String name, Reduction reduction) {
    return new Hinge(name, reduction);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return HingeLabels.margin(yTrue, yPred).mean(-1);
  }
}
