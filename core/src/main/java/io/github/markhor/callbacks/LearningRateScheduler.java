package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import java.util.Map;
import java.util.Set;

/**
 * Sets the learning rate before each epoch, and writes it into the logs as {@code learning_rate}.
 * See <a href="https://keras.io/api/callbacks/learning_rate_scheduler/">Keras:
 * LearningRateScheduler</a>.
 */
public final class LearningRateScheduler implements Callback {
  private final Schedule schedule;
  private final boolean verbose;
  private ModelInTraining model;

  /** The epoch that the rate has been set for; -1 before the first. */
  private int setFor = -1;

  /** Computes the rate of an epoch, counted from 0, from the rate so far. */
  @FunctionalInterface
  public interface Schedule {
    /** The learning rate of an epoch, counted from 0, from that of the epoch before. */
    double rate(int epoch, double learningRate);
  }

  private LearningRateScheduler(Builder builder) {
    schedule = builder.schedule;
    verbose = builder.verbose > 0;
  }

  /** Sets the learning rate that the schedule gives before each epoch. */
  public static Builder builder(Schedule schedule) {
    return new Builder(schedule);
  }

  /** Keras's arguments and defaults. */
  public static final class Builder {
    private final Schedule schedule;
    private int verbose;

    private Builder(Schedule schedule) {
      this.schedule = Require.notNull("schedule", schedule);
    }

    /** 1 to print the rate of each epoch. Default: 0. */
    public Builder verbose(int verbose) {
      this.verbose = verbose;
      return this;
    }

    /** The callback. */
    public LearningRateScheduler build() {
      return new LearningRateScheduler(this);
    }
  }

  @Override
  public void setModel(ModelInTraining model) {
    this.model = model;
  }

  @Override
  public Set<String> logNames() {
    return Set.of(LearningRates.LOG);
  }

  @Override
  public void setParams(Plan plan) {
    LearningRates.check("LearningRateScheduler", model);
  }

  @Override
  public void onTrainBegin() {
    setFor = -1;
  }

  @Override
  public void saveState(CallbackState state) {
    state.number("set_for", setFor);
  }

  @Override
  public void restoreState(CallbackState state) {
    setFor = state.number("set_for") == null ? -1 : state.whole("set_for");
  }

  @Override
  public void onEpochBegin(int epoch) {
    if (epoch == setFor) {
      // Resumed in the middle of the epoch: a schedule may build on the rate so far.
      return;
    }
    double rate =
        Require.notNegative(
            "learningRate from the schedule for epoch " + epoch,
            schedule.rate(epoch, model.learningRate()));
    setFor = epoch;
    model.setLearningRate(rate);
    if (verbose) {
      System.out.println(
          "Epoch "
              + (epoch + 1)
              + ": LearningRateScheduler setting learning rate to "
              + rate
              + ".");
    }
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    logs.put(LearningRates.LOG, model.learningRate());
  }
}
