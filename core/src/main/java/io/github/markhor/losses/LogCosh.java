package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean along the last axis of log(cosh(prediction - label)): like half the square where they
 * are close, like the absolute difference where they are far apart. See <a
 * href="https://keras.io/api/losses/regression_losses/#logcosh-class">Keras: LogCosh</a>.
 */
public final class LogCosh extends AbstractLoss<LogCosh> {
  private LogCosh() {
    super("log_cosh");
  }

  public static LogCosh of() {
    return new LogCosh();
  }

  /** From Keras's config. */
  public static LogCosh fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value x = yPred.sub(yTrue);
    // log(cosh(x)), without the exponentials overflowing.
    return x.add(x.mul(-2).softplus()).sub(Math.log(2)).mean(-1);
  }
}
