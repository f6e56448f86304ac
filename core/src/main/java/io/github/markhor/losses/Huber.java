package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;

/**
 * The mean along the last axis of half the square of the difference x where |x| ≤ δ, and beyond of
 * the straight line δ·|x| - δ²/2 that goes on from there: outliers count less than in {@link
 * MeanSquaredError}. Default: δ = 1. See <a
 * href="https://keras.io/api/losses/regression_losses/#huber-class">Keras: Huber</a>. (Keras
 * forgets δ when it saves a model; here it is kept.)
 */
public final class Huber extends AbstractLoss<Huber> {
  private final double delta;

  private Huber(String name, Reduction reduction, double delta) {
    super(name, reduction);
    this.delta = Require.notNegative("delta", delta);
  }

  /** With δ = 1. */
  public static Huber of() {
    return of(1);
  }

  public static Huber of(double delta) {
    return new Huber("huber_loss", Reduction.SUM_OVER_BATCH_SIZE, delta);
  }

  /** From Keras's config. */
  public static Huber fromConfig(Config config) {
    return of(config.getDouble("delta", 1)).withCommon(config);
  }

  @Override
  protected Huber with(String name, Reduction reduction) {
    return new Huber(name, reduction, delta);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value error = yPred.sub(yTrue);
    Value size = error.abs();
    return size.greater(delta)
        .select(size.mul(delta).sub(0.5 * delta * delta), error.square().mul(0.5))
        .mean(-1);
  }

  @Override
  public Config config() {
    return super.config().with("delta", delta);
  }
}
