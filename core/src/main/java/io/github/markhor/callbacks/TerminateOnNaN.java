package io.github.markhor.callbacks;

import io.github.markhor.text.Notices;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Ends the training after a batch whose loss is not a finite number; it reads the loss after every
 * batch. With this callback {@code fit} accepts arrays that hold NaN. See <a
 * href="https://keras.io/api/callbacks/terminate_on_nan/">Keras: TerminateOnNaN</a>.
 */
public final class TerminateOnNaN implements Callback {
  private static final Logger LOG = Notices.logger(TerminateOnNaN.class);

  private ModelInTraining model;

  private TerminateOnNaN() {}

  /** Ends the training at the first loss that is not finite. */
  public static Builder builder() {
    return new Builder();
  }

  /** Keras has no arguments. */
  public static final class Builder {
    private Builder() {}

    /** The callback. */
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
      LOG.warn("Batch {}: invalid loss {}, terminating training", batch, loss);
      model.stopTraining();
    }
  }
}
