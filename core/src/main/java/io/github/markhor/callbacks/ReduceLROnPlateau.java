package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import java.util.Map;
import java.util.Set;

/**
 * Lowers the learning rate when a number has stopped improving, and writes the rate of each epoch,
 * before a reduction, into the logs as {@code learning_rate}. See <a
 * href="https://keras.io/api/callbacks/reduce_lr_on_plateau/">Keras: ReduceLROnPlateau</a>.
 */
public final class ReduceLROnPlateau implements Callback {
  private final Monitor monitor;
  private final double factor;
  private final int patience;
  private final boolean verbose;
  private final int cooldown;
  private final double minLearningRate;

  private ModelInTraining model;
  private Double best;
  private int wait;
  private int cooling;

  private ReduceLROnPlateau(Builder builder) {
    monitor = new Monitor("ReduceLROnPlateau", builder, builder.minDelta);
    factor = builder.factor;
    patience = builder.patience;
    verbose = builder.verbose > 0;
    cooldown = builder.cooldown;
    minLearningRate = builder.minLearningRate;
  }

  /** Divides the learning rate by 10 after 10 epochs without a better {@code val_loss}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Keras's arguments and defaults. */
  public static final class Builder extends MonitorBuilder<Builder> {
    private double factor = 0.1;
    private int patience = 10;
    private double minDelta = 1e-4;
    private int cooldown;
    private double minLearningRate;

    private Builder() {}

    /** The factor that lowers the rate, below 1; default 0.1. */
    public Builder factor(double factor) {
      if (!(factor >= 0 && factor < 1)) {
        throw new IllegalArgumentException(
            "Expected a factor of at least 0 and below 1. Received: factor=" + factor);
      }
      this.factor = factor;
      return this;
    }

    /** How many epochs without improvement lower the rate; default 10. */
    public Builder patience(int patience) {
      this.patience = patience;
      return this;
    }

    /** The change that an improvement must exceed; default 0.0001. */
    public Builder minDelta(double minDelta) {
      this.minDelta = Require.finite("minDelta", minDelta);
      return this;
    }

    /** The number of epochs after a reduction that do not count; default 0. */
    public Builder cooldown(int cooldown) {
      this.cooldown = cooldown;
      return this;
    }

    /** The least rate that a reduction leads to, Keras's min_lr; default 0. */
    public Builder minLearningRate(double minLearningRate) {
      this.minLearningRate = Require.notNegative("minLearningRate", minLearningRate);
      return this;
    }

    /** The callback. */
    public ReduceLROnPlateau build() {
      return new ReduceLROnPlateau(this);
    }
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
  public void setParams(Plan plan) {
    monitor.setParams(plan.logs());
    LearningRates.check("ReduceLROnPlateau", model);
  }

  @Override
  public void onTrainBegin() {
    best = null;
    wait = 0;
    cooling = 0;
  }

  @Override
  public void saveState(CallbackState state) {
    state.number("best", best).number("wait", wait).number("cooling", cooling);
  }

  @Override
  public void restoreState(CallbackState state) {
    best = state.number("best");
    wait = state.whole("wait");
    cooling = state.whole("cooling");
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    double rate = model.learningRate();
    logs.put(LearningRates.LOG, rate);
    Double current = monitor.value(logs);
    if (current == null) {
      return;
    }
    if (cooling > 0) {
      cooling--;
      wait = 0;
    }
    if (monitor.isBetter(current, best)) {
      best = current;
      wait = 0;
      return;
    }
    if (cooling > 0) {
      return;
    }
    wait++;
    if (wait >= patience && rate > minLearningRate) {
      double lower = Math.max(rate * factor, minLearningRate);
      model.setLearningRate(lower);
      if (verbose) {
        System.out.println(
            "Epoch "
                + (epoch + 1)
                + ": ReduceLROnPlateau reducing learning rate to "
                + lower
                + ".");
      }
      cooling = cooldown;
      wait = 0;
    }
  }
}
