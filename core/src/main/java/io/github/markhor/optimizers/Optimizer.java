package io.github.markhor.optimizers;

import io.github.markhor.config.Configurable;
import io.github.markhor.graph.StepFunction;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Describes how gradients change weights. It is immutable: its slots and the count of its steps
 * belong to the model. Learning rate and schedule, clipping, weight decay and averages are the same
 * for all optimizers, in {@link AbstractOptimizer}. See <a
 * href="https://keras.io/api/optimizers/">Keras: optimizers</a>.
 */
public interface Optimizer extends Configurable {
  /** The learning rate at the start, before any schedule, decay or callback. */
  double learningRate();

  /**
   * The rate of a step.
   *
   * @param iteration the number of steps taken before
   * @param learningRate the rate that is set now: {@link #learningRate} unless a callback has
   *     changed it
   */
  double learningRateAt(long iteration, double learningRate);

  /** True if a schedule decides, so that the rate cannot be set. */
  boolean hasSchedule();

  /** The settings beside the update: clipping, weight decay, averages. By default all are off. */
  default OptimizerSettings settings() {
    return OptimizerSettings.of(className(), learningRate());
  }

  /**
   * The names of the slots in the order of files: the slots of the first group, weight by weight,
   * then those of the second. Slots without a name here follow as one group, and numbers that all
   * weights share come last.
   */
  default List<List<String>> slotGroups() {
    return List.of();
  }

  /** The new value of a weight. */
  Value update(Value weight, Value gradient, Slots slots);

  /** An optimizer's memory of one weight. */
  interface Slots {
    /** A slot of the weight's shape, as before the step; it starts filled with a number. */
    Value get(String name, double start);

    /** A slot of another shape. */
    Value get(String name, Shape shape, double start);

    /** Sets a slot for the next step. */
    void set(String name, Value value);

    /** A number of shape () that all weights share, as before the step. */
    Value shared(String name, double start);

    /** Sets a shared number for the next step; only the first weight's call counts. */
    void setShared(String name, Value value);

    /** A number of shape () that follows from iteration and learning rate, computed in double. */
    Value scalar(String name, StepFunction function);
  }
}
