package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Notices;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Ends the training when a number has stopped improving. With {@code restoreBestWeights} the model
 * ends with the weights of the best epoch however {@code fit} ends: early, at the last epoch, by an
 * exception or an interruption. A NaN is never an improvement. See <a
 * href="https://keras.io/api/callbacks/early_stopping/">Keras: EarlyStopping</a>.
 *
 * <pre>{@code
 * EarlyStopping stop =
 *     EarlyStopping.builder().monitor("val_accuracy").patience(5).restoreBestWeights(true).build();
 * }</pre>
 */
public final class EarlyStopping implements Callback {
  private static final Logger LOG = Notices.logger(EarlyStopping.class);

  private final Monitor monitor;
  private final int patience;
  private final boolean verbose;
  private final Double baseline;
  private final boolean restoreBestWeights;
  private final int startFromEpoch;

  private ModelInTraining model;
  private int wait;
  private int stoppedEpoch;
  private int bestEpoch;
  private int lastEpoch;
  private Double best;
  private List<Tensor> bestWeights;

  private EarlyStopping(Builder builder) {
    monitor = new Monitor("EarlyStopping", builder, builder.minDelta);
    patience = builder.patience;
    verbose = builder.verbose > 0;
    baseline = builder.baseline;
    restoreBestWeights = builder.restoreBestWeights;
    startFromEpoch = builder.startFromEpoch;
  }

  /** Stops by {@code val_loss}, at the first epoch that does not improve it. */
  public static Builder builder() {
    return new Builder();
  }

  /** Keras's arguments and defaults. */
  public static final class Builder extends MonitorBuilder<Builder> {
    private double minDelta;
    private int patience;
    private Double baseline;
    private boolean restoreBestWeights;
    private int startFromEpoch;

    private Builder() {}

    /** The change that an improvement must exceed; default 0. */
    public Builder minDelta(double minDelta) {
      this.minDelta = Require.finite("minDelta", minDelta);
      return this;
    }

    /** How many epochs without improvement end the training; default 0, which acts as 1. */
    public Builder patience(int patience) {
      if (patience < 0) {
        throw new IllegalArgumentException(
            "Expected a patience of at least 0 epochs. Received: patience=" + patience);
      }
      this.patience = patience;
      return this;
    }

    /** The wait starts anew only after epochs that are better than this; default none. */
    public Builder baseline(double baseline) {
      this.baseline = baseline;
      return this;
    }

    /** Whether the model gets back the weights of the best epoch; default false. */
    public Builder restoreBestWeights(boolean restoreBestWeights) {
      this.restoreBestWeights = restoreBestWeights;
      return this;
    }

    /** The first epoch that counts, from 0; default 0. */
    public Builder startFromEpoch(int startFromEpoch) {
      this.startFromEpoch = startFromEpoch;
      return this;
    }

    /** The callback. */
    public EarlyStopping build() {
      return new EarlyStopping(this);
    }
  }

  /** The epoch, from 0, after which the training was stopped; 0 if it was not. */
  public int stoppedEpoch() {
    return stoppedEpoch;
  }

  /** The best epoch of the last training, from 0. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** The number of the best epoch, or NaN before there is one. */
  public double best() {
    return best == null ? Double.NaN : best;
  }

  @Override
  public void setModel(ModelInTraining model) {
    this.model = model;
  }

  @Override
  public void setParams(Plan plan) {
    monitor.setParams(plan.logs());
  }

  @Override
  public void onTrainBegin() {
    wait = 0;
    stoppedEpoch = 0;
    bestEpoch = 0;
    best = null;
    bestWeights = null;
  }

  @Override
  public void saveState(CallbackState state) {
    state
        .number("wait", wait)
        .number("stopped_epoch", stoppedEpoch)
        .number("best_epoch", bestEpoch)
        .number("best", best)
        .tensors("best_weights", bestWeights);
  }

  @Override
  public void restoreState(CallbackState state) {
    wait = state.whole("wait");
    stoppedEpoch = state.whole("stopped_epoch");
    bestEpoch = state.whole("best_epoch");
    best = state.number("best");
    bestWeights = state.tensors("best_weights");
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    lastEpoch = epoch;
    Double current = monitor.value(logs);
    if (current == null || epoch < startFromEpoch) {
      return;
    }
    if (restoreBestWeights && bestWeights == null) {
      bestWeights = model.getWeights();
      bestEpoch = epoch;
    }
    wait++;
    if (monitor.isBetter(current, best)) {
      best = current;
      bestEpoch = epoch;
      if (restoreBestWeights) {
        bestWeights = model.getWeights();
      }
      if (baseline == null || monitor.isBetter(current, baseline)) {
        wait = 0;
      }
      return;
    }
    if (wait >= patience && epoch > 0) {
      stoppedEpoch = epoch;
      model.stopTraining();
    }
  }

  @Override
  public void onTrainEnd(Map<String, Double> logs) {
    if (verbose && stoppedEpoch > 0) {
      System.out.println("Epoch " + (stoppedEpoch + 1) + ": early stopping");
    } else if (stoppedEpoch > 0) {
      LOG.info(
          "Epoch {}: early stopping, {} after the best {}",
          stoppedEpoch + 1,
          stoppedEpoch - bestEpoch == 1 ? "one epoch" : stoppedEpoch - bestEpoch + " epochs",
          monitor);
    }
    if (bestWeights != null) {
      if (verbose) {
        System.out.println(
            "Restoring model weights from the end of the best epoch: " + (bestEpoch + 1) + ".");
      } else if (bestEpoch < lastEpoch) {
        LOG.info(
            "The weights are those of epoch {}, the best: {} {}",
            bestEpoch + 1,
            monitor,
            String.format(Locale.ROOT, "%.4g", best()));
      }
      model.setWeights(bestWeights);
      bestWeights = null;
    }
  }
}
