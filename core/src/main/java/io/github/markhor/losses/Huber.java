package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;

/**
 * The mean along the last axis of x²/2 for differences |x| ≤ δ, and of δ·|x| - δ²/2 for larger
 * ones, which continues the square as a straight line: outliers count less than in {@link
 * MeanSquaredError}. Default: δ = 1. See <a
 * href="https://keras.io/api/losses/regression_losses/#huber-class">Keras: Huber</a>. (Keras
 * forgets δ when it saves a model; here it is kept.)
 */
public final class Huber extends AbstractLoss<Huber> {
  private final double delta;

  private Huber(double delta) {
    super("huber_loss");
    this.delta = Require.notNegative("delta", delta);
  }

  /** With δ = 1. */
  public static Huber of() {
    return of(1);
  }

  /** Squares errors up to {@code delta}, and grows in proportion to larger ones. */
  public static Huber of(double delta) {
    return new Huber(delta);
  }

  /** From Keras's config. */
  public static Huber fromConfig(Config config) {
    return of(config.getDouble("delta", 1)).configured(config);
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
