package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean along the last axis of log(cosh(prediction - label)): about half the square of small
 * differences, and about the absolute value of large ones. See <a
 * href="https://keras.io/api/losses/regression_losses/#logcosh-class">Keras: LogCosh</a>.
 */
public final class LogCosh extends AbstractLoss<LogCosh> {
  private LogCosh() {
    super("log_cosh");
  }

  /** With Keras's defaults. */
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
    // log(cosh(x)) in a form whose exponentials do not overflow.
    return x.add(x.mul(-2).softplus()).sub(Math.log(2)).mean(-1);
  }
}
