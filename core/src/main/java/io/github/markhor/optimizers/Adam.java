package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;

/**
 * Moves by running means of the gradient and of its square: a step has the direction of the mean,
 * and for each weight about the size of the learning rate. See {@link AbstractAdam} for the
 * formula, and <a href="https://keras.io/api/optimizers/adam/">Keras: Adam</a>.
 */
public final class Adam extends AbstractAdam<Adam> {
  private Adam(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static Adam of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static Adam of(double learningRate) {
    return new Adam(OptimizerSettings.of("adam", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static Adam of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Adam fromConfig(Config config) {
    return of().configured(config);
  }
}
