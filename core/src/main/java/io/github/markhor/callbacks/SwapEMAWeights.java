package io.github.markhor.callbacks;

import java.util.Map;

/**
 * Evaluates and predicts with the running averages of the weights that an optimizer with {@code
 * useEma} keeps, while training goes on with the weights themselves. At the end of {@code fit} the
 * averages become the weights. See <a
 * href="https://keras.io/api/callbacks/swap_ema_weights/">Keras: SwapEMAWeights</a>.
 */
public final class SwapEMAWeights implements Callback {
  private final boolean swapOnEpoch;
  private ModelInTraining model;

  private SwapEMAWeights(Builder builder) {
    swapOnEpoch = builder.swapOnEpoch;
  }

  /** Evaluates with the averaged weights, and goes on training with the others. */
  public static Builder builder() {
    return new Builder();
  }

  /** Keras's arguments and defaults. */
  public static final class Builder {
    private boolean swapOnEpoch;

    private Builder() {}

    /**
     * Whether the averages stay in the model from the end of an epoch to the beginning of the next,
     * for callbacks after this one: ModelCheckpoint then saves the averages. Default: false.
     */
    public Builder swapOnEpoch(boolean swapOnEpoch) {
      this.swapOnEpoch = swapOnEpoch;
      return this;
    }

    /** The callback. */
    public SwapEMAWeights build() {
      return new SwapEMAWeights(this);
    }
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

  /** Undoes an exchange that an exception left. */
  @Override
  public void onTrainFailure(Throwable failure) {
    show(false);
  }
}
