package io.github.markhor.callbacks;

import java.util.Map;

/**
 * Ends the training after a batch whose loss is not a finite number; it reads the loss after every
 * batch. With this callback {@code fit} accepts arrays that hold NaN. See <a
 * href="https://keras.io/api/callbacks/terminate_on_nan/">Keras: TerminateOnNaN</a>.
 */
public final class TerminateOnNaN implements Callback {
  private ModelInTraining model;

  private TerminateOnNaN() {}

  public static Builder builder() {
    return new Builder();
  }

  /** Keras has no arguments. */
  public static final class Builder {
    private Builder() {}

    public TerminateOnNaN build() {
      return new TerminateOnNaN();
    }
  }

  @Override
  public void setModel(ModelInTraining model) {
    this.model = model;
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    Double loss = logs.get("loss");
    if (loss != null && !Double.isFinite(loss)) {
      System.out.println("Batch " + batch + ": Invalid loss, terminating training");
      model.stopTraining();
    }
  }
}
