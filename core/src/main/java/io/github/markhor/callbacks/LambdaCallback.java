package io.github.markhor.callbacks;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A callback made of functions, for what needs no class of its own. Epochs and batches are counted
 * from 0. See <a href="https://keras.io/api/callbacks/lambda_callback/">Keras: LambdaCallback</a>.
 */
public final class LambdaCallback implements Callback {
  private final Builder hooks;

  /** Takes the number of an epoch or batch and its logs. */
  @FunctionalInterface
  public interface EndHook {
    void end(int number, Map<String, Double> logs);
  }

  private LambdaCallback(Builder hooks) {
    this.hooks = hooks;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The functions; those that are not given do nothing. */
  public static final class Builder {
    private Runnable onTrainBegin = () -> {};
    private Consumer<Map<String, Double>> onTrainEnd = logs -> {};
    private IntConsumer onEpochBegin = epoch -> {};
    private EndHook onEpochEnd = (epoch, logs) -> {};
    private IntConsumer onTrainBatchBegin = batch -> {};
    private EndHook onTrainBatchEnd = (batch, logs) -> {};

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.onTrainBegin = onTrainBegin;
      copy.onTrainEnd = onTrainEnd;
      copy.onEpochBegin = onEpochBegin;
      copy.onEpochEnd = onEpochEnd;
      copy.onTrainBatchBegin = onTrainBatchBegin;
      copy.onTrainBatchEnd = onTrainBatchEnd;
      return copy;
    }

    public Builder onTrainBegin(Runnable hook) {
      onTrainBegin = Objects.requireNonNull(hook);
      return this;
    }

    public Builder onTrainEnd(Consumer<Map<String, Double>> hook) {
      onTrainEnd = Objects.requireNonNull(hook);
      return this;
    }

    public Builder onEpochBegin(IntConsumer hook) {
      onEpochBegin = Objects.requireNonNull(hook);
      return this;
    }

    public Builder onEpochEnd(EndHook hook) {
      onEpochEnd = Objects.requireNonNull(hook);
      return this;
    }

    public Builder onTrainBatchBegin(IntConsumer hook) {
      onTrainBatchBegin = Objects.requireNonNull(hook);
      return this;
    }

    public Builder onTrainBatchEnd(EndHook hook) {
      onTrainBatchEnd = Objects.requireNonNull(hook);
      return this;
    }

    public LambdaCallback build() {
      return new LambdaCallback(copy());
    }
  }

  @Override
  public void onTrainBegin() {
    hooks.onTrainBegin.run();
  }

  @Override
  public void onTrainEnd(Map<String, Double> logs) {
    hooks.onTrainEnd.accept(logs);
  }

  @Override
  public void onEpochBegin(int epoch) {
    hooks.onEpochBegin.accept(epoch);
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    hooks.onEpochEnd.end(epoch, logs);
  }

  @Override
  public void onTrainBatchBegin(int batch) {
    hooks.onTrainBatchBegin.accept(batch);
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    hooks.onTrainBatchEnd.end(batch, logs);
  }
}
