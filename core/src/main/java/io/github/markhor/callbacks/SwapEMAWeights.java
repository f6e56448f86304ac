package io.github.markhor.callbacks;

import java.util.Map;

/**
 * Evaluates and predicts with the running averages of the weights, which an optimizer with {@code
 * useEma} keeps, while training goes on with the weights themselves. After {@code fit} the averages
 * are the weights. See <a href="https://keras.io/api/callbacks/swap_ema_weights/">Keras:
 * SwapEMAWeights</a>.
 */
public final class SwapEMAWeights implements Callback {
  private final boolean swapOnEpoch;
  private ModelInTraining model;

  private SwapEMAWeights(boolean swapOnEpoch) {
    this.swapOnEpoch = swapOnEpoch;
  }

  /** Swaps for evaluations and predictions. */
  public static SwapEMAWeights of() {
    return new SwapEMAWeights(false);
  }

  /**
   * Whether the averages stay in the model from the end of an epoch to the begin of the next, for
   * callbacks after this one: ModelCheckpoint then saves the averages. Default: false.
   */
  public SwapEMAWeights swapOnEpoch(boolean swapOnEpoch) {
    return new SwapEMAWeights(swapOnEpoch);
  }

  @Override
  public void setModel(ModelInTraining model) {
    ModelInTraining.State state = model.trainingState();
    if (state == null || !state.optimizer().settings().useEma()) {
      throw new IllegalArgumentException(
          "Expected a model compiled with an optimizer that has useEma(true), for SwapEMAWeights."
              + " Received: "
              + (state == null ? "a model that is not compiled" : state.optimizer().className()));
    }
    this.model = model;
  }

  private void show(boolean averages) {
    ModelInTraining.State state = model.trainingState();
    if (state.averagesInWeights() != averages) {
      state.swapAverages();
    }
  }

  @Override
  public void onEpochBegin(int epoch) {
    show(false);
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    show(swapOnEpoch);
  }

  @Override
  public void onTestBegin() {
    show(true);
  }

  @Override
  public void onTestEnd(Map<String, Double> logs) {
    show(false);
  }

  @Override
  public void onPredictBegin() {
    show(true);
  }

  @Override
  public void onPredictEnd() {
    show(false);
  }

  /** What an exception left exchanged is put back. */
  @Override
  public void onTrainFailure(Throwable failure) {
    show(false);
  }
}
