package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Configurable;

/**
 * A learning rate that follows from the number of steps taken; computed in double. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/">Keras: learning rate
 * schedules</a>.
 */
public interface LearningRateSchedule extends Configurable {
  /** The rate of a step, which are counted from 0. */
  double at(long step);
}
