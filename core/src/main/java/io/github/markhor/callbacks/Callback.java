package io.github.markhor.callbacks;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An object whose methods are called at set moments of {@code fit}, {@code evaluate} and {@code
 * predict}. Epochs and batches are counted from 0. The logs hold loss and metrics under Keras's
 * names, at the end of an epoch also those of the validation, prefixed with {@code val_}. A
 * callback may add numbers to the logs of an epoch: the callbacks after it and the history see
 * them. The logs of a batch are computed when they are first read, because reading them has to wait
 * for the device, or after the last callback; one that is kept stays that of its batch. An
 * exception ends the training and reaches the caller. See <a
 * href="https://keras.io/api/callbacks/base_callback/">Keras: base Callback class</a>.
 *
 * <pre>{@code
 * final class PrintLoss implements Callback {
 *   @Override
 *   public void onEpochEnd(int epoch, Map<String, Double> logs) {
 *     System.out.println("Epoch " + (epoch + 1) + ": " + logs.get("loss"));
 *   }
 * }
 * }</pre>
 */
public interface Callback {
  /** Called before everything else with the model. */
  default void setModel(ModelInTraining model) {}

  /**
   * The names of the numbers that this callback adds to the logs at the end of an epoch; by default
   * none.
   */
  default Set<String> logNames() {
    return Set.of();
  }

  /**
   * Called when {@code fit} starts, before {@link #onTrainBegin} of any callback. A callback keeps
   * what it needs of the plan, and refuses here what cannot work, so that no step has been taken.
   */
  default void setParams(Plan plan) {}

  /** Called before the first epoch. */
  default void onTrainBegin() {}

  /**
   * Called after {@link #onTrainBegin} of all callbacks. A callback that has restored the model of
   * an earlier training returns how far that had come; {@code fit} goes on there.
   *
   * @return null, the default, to begin as planned
   */
  default Progress resume() {
    return null;
  }

  /**
   * Called after {@link #onTrainBatchEnd} and after {@link #onEpochEnd} of all callbacks, to keep
   * what a resumed training needs.
   *
   * @param next where training goes on
   * @param progress makes what is to be kept beside the model
   */
  default void onProgress(Position next, Supplier<Progress> progress) {}

  /**
   * Notes what a training that is resumed in another process needs, for this callback to decide as
   * if it had not been interrupted. By default nothing.
   */
  default void saveState(CallbackState state) {}

  /**
   * Takes back what {@link #saveState} noted; called after {@link #onTrainBegin} of a training that
   * is resumed.
   */
  default void restoreState(CallbackState state) {}

  /**
   * Called before {@link #onTrainEnd} if an exception, an interruption or the model's closing ends
   * {@code fit}.
   */
  default void onTrainFailure(Throwable failure) {}

  /** Called on every way out of {@code fit} that {@link #onTrainBegin} has been called before. */
  default void onTrainEnd(Map<String, Double> logs) {}

  /** Called before the first batch of an epoch. */
  default void onEpochBegin(int epoch) {}

  /** Called after an epoch and its validation, with the logs of both. */
  default void onEpochEnd(int epoch, Map<String, Double> logs) {}

  /** Called before each batch of an epoch. */
  default void onTrainBatchBegin(int batch) {}

  /** Called after each batch of an epoch, with the figures of the epoch so far. */
  default void onTrainBatchEnd(int batch, Map<String, Double> logs) {}

  /** Called at the start of an evaluation, also of the validation within {@code fit}. */
  default void onTestBegin() {}

  /** Called after an evaluation or validation, with its figures. */
  default void onTestEnd(Map<String, Double> logs) {}

  /** Called before each batch of an evaluation or validation. */
  default void onTestBatchBegin(int batch) {}

  /** Called after each batch of an evaluation or validation, with the figures so far. */
  default void onTestBatchEnd(int batch, Map<String, Double> logs) {}

  /** Called before the first batch of {@code predict}. */
  default void onPredictBegin() {}

  /** Called after the last batch of {@code predict}. */
  default void onPredictEnd() {}

  /** Called before each batch of {@code predict}. */
  default void onPredictBatchBegin(int batch) {}

  /** Called after each batch of {@code predict}. */
  default void onPredictBatchEnd(int batch) {}
}
