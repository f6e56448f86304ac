package io.github.markhor.callbacks;

import java.util.Map;

/**
 * Ends the training after the batch whose loss is not a finite number. Reads the loss after every
 * batch. With it, arrays that hold NaN are not refused when {@code fit} starts. See <a
 * href="https://keras.io/api/callbacks/terminate_on_nan/">Keras: TerminateOnNaN</a>.
 */
public final class TerminateOnNaN implements Callback {
  private ModelInTraining model;

  private TerminateOnNaN() {}

  public static TerminateOnNaN build() {
    return new TerminateOnNaN();
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
