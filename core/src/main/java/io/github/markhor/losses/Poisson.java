package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * The loss of counts under predicted expectations: the mean along the last axis of prediction -
 * label · log(prediction + 1e-7). See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#poisson-class">Keras: Poisson</a>.
 */
public final class Poisson extends AbstractLoss<Poisson> {
  private Poisson() {
    super("poisson");
  }

  /** With Keras's defaults. */
  public static Poisson of() {
    return new Poisson();
  }

  /** From Keras's config. */
  public static Poisson fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return yPred.sub(yTrue.mul(yPred.add(KerasDefaults.EPSILON).log())).mean(-1);
  }
}
