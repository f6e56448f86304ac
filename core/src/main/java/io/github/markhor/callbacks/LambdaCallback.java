package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A callback made of functions, for tasks that need no class of their own. Epochs and batches are
 * counted from 0. See <a href="https://keras.io/api/callbacks/lambda_callback/">Keras:
 * LambdaCallback</a>.
 */
public final class LambdaCallback implements Callback {
  private final Runnable onTrainBegin;
  private final Consumer<Map<String, Double>> onTrainEnd;
  private final IntConsumer onEpochBegin;
  private final EndHook onEpochEnd;
  private final IntConsumer onTrainBatchBegin;
  private final EndHook onTrainBatchEnd;

  /** Takes the number of an epoch or batch and its logs. */
  @FunctionalInterface
  public interface EndHook {
    void end(int number, Map<String, Double> logs);
  }

  private LambdaCallback(Builder builder) {
    onTrainBegin = builder.onTrainBegin;
    onTrainEnd = builder.onTrainEnd;
    onEpochBegin = builder.onEpochBegin;
    onEpochEnd = builder.onEpochEnd;
    onTrainBatchBegin = builder.onTrainBatchBegin;
    onTrainBatchEnd = builder.onTrainBatchEnd;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The functions; a missing one does nothing. */
  public static final class Builder {
    private Runnable onTrainBegin = () -> {};
    private Consumer<Map<String, Double>> onTrainEnd = logs -> {};
    private IntConsumer onEpochBegin = epoch -> {};
    private EndHook onEpochEnd = (epoch, logs) -> {};
    private IntConsumer onTrainBatchBegin = batch -> {};
    private EndHook onTrainBatchEnd = (batch, logs) -> {};

    private Builder() {}

    public Builder onTrainBegin(Runnable hook) {
      onTrainBegin = Require.notNull("hook", hook);
      return this;
    }

    public Builder onTrainEnd(Consumer<Map<String, Double>> hook) {
      onTrainEnd = Require.notNull("hook", hook);
      return this;
    }

    public Builder onEpochBegin(IntConsumer hook) {
      onEpochBegin = Require.notNull("hook", hook);
      return this;
    }

    public Builder onEpochEnd(EndHook hook) {
      onEpochEnd = Require.notNull("hook", hook);
      return this;
    }

    public Builder onTrainBatchBegin(IntConsumer hook) {
      onTrainBatchBegin = Require.notNull("hook", hook);
      return this;
    }

    public Builder onTrainBatchEnd(EndHook hook) {
      onTrainBatchEnd = Require.notNull("hook", hook);
      return this;
    }

    public LambdaCallback build() {
      return new LambdaCallback(this);
    }
  }

  @Override
  public void onTrainBegin() {
    onTrainBegin.run();
  }

  @Override
  public void onTrainEnd(Map<String, Double> logs) {
    onTrainEnd.accept(logs);
  }

  @Override
  public void onEpochBegin(int epoch) {
    onEpochBegin.accept(epoch);
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    onEpochEnd.end(epoch, logs);
  }

  @Override
  public void onTrainBatchBegin(int batch) {
    onTrainBatchBegin.accept(batch);
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    onTrainBatchEnd.end(batch, logs);
  }
}
