package io.github.markhor;

import io.github.markhor.callback.Callback;
import io.github.markhor.callback.Plan;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The loops of {@code fit} and {@code evaluate}: epochs, batches, callbacks, logs. */
final class FitLoop {
  private final Runner runner;
  private final Compilation compilation;
  private final List<Callback> callbacks;
  private final BooleanSupplier closing;
  private final BooleanSupplier stopped;

  /**
   * @param closing whether the model is being closed by another thread
   * @param stopped whether {@code stopTraining} has been called
   */
  FitLoop(
      Runner runner,
      Compilation compilation,
      List<Callback> callbacks,
      BooleanSupplier closing,
      BooleanSupplier stopped) {
    this.runner = runner;
    this.compilation = compilation;
    this.callbacks = callbacks;
    this.closing = closing;
    this.stopped = stopped;
  }

  History fit(BatchSource train, BatchSource validation, FitOptions options) {
    int steps = options.stepsPerEpoch() > 0 ? options.stepsPerEpoch() : train.batches();
    Plan plan =
        new Plan(
            options.initialEpoch(),
            options.epochs(),
            steps,
            names(validation != null),
            Verbosity.of(options.verbose()));
    callbacks.forEach(callback -> callback.check(plan));
    History history = new History();
    LabelWeights weights = new LabelWeights(options.classWeight());
    Map<String, Double> logs = Map.of();
    Throwable failure = null;
    try (Feed feed = new Feed(train, options.initialEpoch(), options.stepsPerEpoch() > 0)) {
      callbacks.forEach(Callback::onTrainBegin);
      for (int epoch = options.initialEpoch(); epoch < options.epochs(); epoch++) {
        logs = epoch(epoch, steps, feed, weights);
        if (validation != null && (epoch + 1) % options.validationFreq() == 0) {
          Map<String, Double> seen = evaluate(validation, options.validationSteps());
          for (Map.Entry<String, Double> entry : seen.entrySet()) {
            logs.put("val_" + entry.getKey(), entry.getValue());
          }
        }
        for (Callback callback : callbacks) {
          callback.onEpochEnd(epoch, logs);
        }
        history.add(epoch, logs);
        if (stopped.getAsBoolean()) {
          break;
        }
      }
      // As in Keras, before the callbacks' end: what EarlyStopping restores replaces the averages.
      runner.adoptAverages(compilation);
    } catch (Throwable thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      end(logs, failure);
    }
    return history;
  }

  /** Every callback learns of the end, whatever the others do. */
  private void end(Map<String, Double> logs, Throwable failure) {
    RuntimeException first = null;
    for (Callback callback : callbacks) {
      try {
        callback.onTrainEnd(logs);
      } catch (RuntimeException wrong) {
        if (failure != null) {
          failure.addSuppressed(wrong);
        } else if (first == null) {
          first = wrong;
        } else {
          first.addSuppressed(wrong);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private Map<String, Double> epoch(int epoch, int steps, Feed feed, LabelWeights weights) {
    compilation.resetMetrics();
    callbacks.forEach(callback -> callback.onEpochBegin(epoch));
    feed.begin(epoch);
    for (int step = 0; step < steps && feed.hasNext(); step++) {
      checkGoingOn("during fit, in epoch " + (epoch + 1) + " before batch " + step);
      int current = step;
      callbacks.forEach(callback -> callback.onTrainBatchBegin(current));
      try (Batch batch = feed.next()) {
        runner.train(compilation, batch, weights);
      }
      Map<String, Double> logs = new LazyLogs();
      callbacks.forEach(callback -> callback.onTrainBatchEnd(current, logs));
      if (stopped.getAsBoolean()) {
        break;
      }
    }
    return new LinkedHashMap<>(compilation.results());
  }

  /**
   * Ends the loop if the model is being closed or the thread was interrupted.
   *
   * @param where for the message: what was about to be done
   */
  private void checkGoingOn(String where) {
    if (closing.getAsBoolean()) {
      throw new CancellationException("The model was closed, " + where + ".");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The thread was interrupted, " + where + ".");
    }
  }

  Map<String, Double> evaluate(BatchSource source, int maximumSteps) {
    compilation.resetMetrics();
    callbacks.forEach(Callback::onTestBegin);
    LabelWeights weights = new LabelWeights(Map.of());
    try (BatchSource.Batches batches = source.epoch(0)) {
      for (int step = 0; batches.hasNext() && (maximumSteps <= 0 || step < maximumSteps); step++) {
        checkGoingOn("during evaluation, before batch " + step);
        int current = step;
        callbacks.forEach(callback -> callback.onTestBatchBegin(current));
        try (Batch batch = batches.next()) {
          runner.test(compilation, batch, weights);
        }
        Map<String, Double> logs = new LazyLogs();
        callbacks.forEach(callback -> callback.onTestBatchEnd(current, logs));
      }
    }
    Map<String, Double> logs = new LinkedHashMap<>(compilation.results());
    callbacks.forEach(callback -> callback.onTestEnd(logs));
    return logs;
  }

  private Set<String> names(boolean validation) {
    Set<String> names = new LinkedHashSet<>(compilation.names());
    if (validation) {
      compilation.names().forEach(name -> names.add("val_" + name));
    }
    callbacks.forEach(callback -> names.addAll(callback.logNames()));
    return names;
  }

  /** The sums so far, computed when first asked for: on a device, reading them waits for it. */
  private final class LazyLogs extends AbstractMap<String, Double> {
    private Map<String, Double> results;

    @Override
    public Set<Entry<String, Double>> entrySet() {
      if (results == null) {
        results = compilation.results();
      }
      return results.entrySet();
    }
  }

  /** The batches of one epoch after the other; with a set number of steps, epochs run on. */
  private static final class Feed implements AutoCloseable {
    private final BatchSource source;
    private final boolean continuous;
    private int sourceEpoch;
    private BatchSource.Batches batches;

    Feed(BatchSource source, int initialEpoch, boolean continuous) {
      this.source = source;
      this.sourceEpoch = initialEpoch;
      this.continuous = continuous;
    }

    void begin(int epoch) {
      if (!continuous || batches == null) {
        open(epoch);
      }
    }

    private void open(int epoch) {
      close();
      sourceEpoch = epoch;
      batches = source.epoch(epoch);
    }

    boolean hasNext() {
      if (!batches.hasNext() && continuous) {
        open(sourceEpoch + 1);
      }
      return batches.hasNext();
    }

    Batch next() {
      return batches.next();
    }

    @Override
    public void close() {
      if (batches != null) {
        batches.close();
        batches = null;
      }
    }
  }
}
