package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Configurable;

/**
 * Computes the learning rate from the number of steps taken, in double. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/">Keras: learning rate
 * schedules</a>.
 */
public interface LearningRateSchedule extends Configurable {
  /** The rate of a step, counted from 0. */
  double at(long step);
}
