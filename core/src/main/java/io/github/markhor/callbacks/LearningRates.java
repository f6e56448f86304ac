package io.github.markhor.callbacks;

/** What the callbacks that change the learning rate have in common. */
final class LearningRates {
  /** The name under which the rate stands in the logs. */
  static final String LOG = "learning_rate";

  private LearningRates() {}

  /** Refuses at the start of {@code fit} what would fail at the first change. */
  static void check(String owner, ModelInTraining model) {
    if (model.trainingState().optimizer().hasSchedule()) {
      throw new IllegalArgumentException(
          "Expected an optimizer whose learning rate "
              + owner
              + " can set. Received: one whose rate follows a schedule");
    }
  }
}
