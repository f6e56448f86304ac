package io.github.markhor.callbacks;

/** Shared by the callbacks that change the learning rate. */
final class LearningRates {
  /** The name of the rate in the logs. */
  static final String LOG = "learning_rate";

  private LearningRates() {}

  /** Refuses, at the start of {@code fit}, an optimizer whose rate cannot be set. */
  static void check(String owner, ModelInTraining model) {
    if (model.trainingState().optimizer().hasSchedule()) {
      throw new IllegalArgumentException(
          "Expected an optimizer whose learning rate "
              + owner
              + " can set. Received: one whose rate follows a schedule");
    }
  }
}
