package io.github.markhor.callbacks;

import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;

/**
 * The arguments that callbacks which follow a number of the logs have in common.
 *
 * @param <B> the builder's own class
 */
abstract class MonitorBuilder<B extends MonitorBuilder<B>> {
  String monitor = "val_loss";
  Mode mode = Mode.AUTO;
  int verbose;

  /** The number of the logs to follow: {@code val_accuracy}. Default: {@code val_loss}. */
  public final B monitor(String monitor) {
    this.monitor = Require.notNull("monitor", monitor);
    return self();
  }

  /** Whether the number should fall or rise. Default: {@link Mode#AUTO}, the metric says it. */
  public final B mode(Mode mode) {
    this.mode = Require.notNull("mode", mode);
    return self();
  }

  /**
   * Whether the number should fall or rise, by Keras's name: {@code auto}, {@code min}, {@code
   * max}.
   */
  public final B mode(String mode) {
    return mode(KerasNames.choice(Mode.class, "mode", mode));
  }

  /** 1 to print what the callback does. Default: 0. */
  public final B verbose(int verbose) {
    this.verbose = verbose;
    return self();
  }

  @SuppressWarnings("unchecked")
  private B self() {
    return (B) this;
  }
}
