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
    /** Takes the number of the epoch or batch, from 0, and its logs. */
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

  /** A callback that does nothing until a hook is given. */
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

    /** What to do before the first epoch. */
    public Builder onTrainBegin(Runnable hook) {
      onTrainBegin = Require.notNull("hook", hook);
      return this;
    }

    /** What to do after the last epoch, with its logs. */
    public Builder onTrainEnd(Consumer<Map<String, Double>> hook) {
      onTrainEnd = Require.notNull("hook", hook);
      return this;
    }

    /** What to do before an epoch, with its number. */
    public Builder onEpochBegin(IntConsumer hook) {
      onEpochBegin = Require.notNull("hook", hook);
      return this;
    }

    /** What to do after an epoch, with its number and logs. */
    public Builder onEpochEnd(EndHook hook) {
      onEpochEnd = Require.notNull("hook", hook);
      return this;
    }

    /** What to do before a batch, with its number. */
    public Builder onTrainBatchBegin(IntConsumer hook) {
      onTrainBatchBegin = Require.notNull("hook", hook);
      return this;
    }

    /** What to do after a batch, with its number and logs. */
    public Builder onTrainBatchEnd(EndHook hook) {
      onTrainBatchEnd = Require.notNull("hook", hook);
      return this;
    }

    /** The callback. */
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
