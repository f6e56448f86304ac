package io.github.markhor.callbacks;

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

  /** The rate of an epoch, which are counted from 0, given the rate until then. */
  @FunctionalInterface
  public interface Schedule {
    double rate(int epoch, double learningRate);
  }

  private LearningRateScheduler(Schedule schedule, boolean verbose) {
    this.schedule = schedule;
    this.verbose = verbose;
  }

  public static LearningRateScheduler of(Schedule schedule) {
    return of(schedule, 0);
  }

  /**
   * A scheduler that may speak.
   *
   * @param verbose 1 to print the rate of each epoch, 0 not to
   */
  public static LearningRateScheduler of(Schedule schedule, int verbose) {
    return new LearningRateScheduler(schedule, verbose > 0);
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
  public void check(Plan plan) {
    LearningRates.check("LearningRateScheduler", model);
  }

  @Override
  public void onEpochBegin(int epoch) {
    double rate = schedule.rate(epoch, model.learningRate());
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
