package io.github.markhor.engine;

import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.Plan;
import io.github.markhor.callbacks.Position;
import io.github.markhor.metrics.Direction;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The loops of {@code fit} and {@code evaluate}: epochs, batches, callbacks, logs. */
final class FitLoop {
  private static final String VALIDATION = "val_";

  private final Runner runner;
  private final Compilation compilation;
  private final List<Callback> callbacks;
  private final DataWait wait;
  private final Consumer<String> checkGoingOn;
  private final AtomicBoolean stop;

  /**
   * @param wait told of the time that training waits for data
   * @param checkGoingOn throws if the loop must end; takes what is about to be done
   * @param stop whether {@code stopTraining} has been called
   */
  FitLoop(
      Runner runner,
      Compilation compilation,
      List<Callback> callbacks,
      DataWait wait,
      Consumer<String> checkGoingOn,
      AtomicBoolean stop) {
    this.runner = runner;
    this.compilation = compilation;
    this.callbacks = callbacks;
    this.wait = wait;
    this.checkGoingOn = checkGoingOn;
    this.stop = stop;
  }

  /**
   * Trains.
   *
   * @param prepare what is to be done before the first step, by the number of its epoch: when
   *     callbacks have refused what cannot work, and have restored what they have saved
   */
  List<EpochResult> fit(FitRun run, IntConsumer prepare) {
    BatchSource validation = run.validation();
    Plan plan =
        new Plan(
            run.initialEpoch(),
            run.epochs(),
            run.steps(),
            logs(validation != null),
            Verbosity.of(run.verbose()));
    callbacks.forEach(callback -> callback.setParams(plan));
    List<EpochResult> results = new ArrayList<>();
    LabelWeights weights = new LabelWeights(run.classWeight());
    Map<String, Double> logs = Map.of();
    Throwable failure = null;
    try (Feed feed = new Feed(run, wait)) {
      callbacks.forEach(Callback::onTrainBegin);
      Resumption resumption = new Resumption(compilation, callbacks, run.steps(), stop);
      Position start = resumption.start(new Position(run.initialEpoch(), 0));
      logs = resumption.logs();
      if (!resumption.isOver()) {
        prepare.accept(start.epoch());
      }
      for (int epoch = start.epoch(); epoch < run.epochs() && !resumption.isOver(); epoch++) {
        int first = epoch == start.epoch() ? start.batch() : 0;
        if (first == 0) {
          compilation.metrics().reset();
        }
        logs = epoch(epoch, first, feed, weights, resumption);
        if (validation != null && (epoch + 1) % run.validationFreq() == 0) {
          Map<String, Double> seen = evaluate(validation, run.validationSteps());
          for (Map.Entry<String, Double> entry : seen.entrySet()) {
            logs.put(VALIDATION + entry.getKey(), entry.getValue());
          }
        }
        for (Callback callback : callbacks) {
          callback.onEpochEnd(epoch, logs);
        }
        results.add(new EpochResult(epoch, logs, wait.share()));
        resumption.reached(new Position(epoch + 1, 0), logs);
        if (stop.get()) {
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
    return results;
  }

  /** Every callback learns of the end, whatever the others do. */
  private void end(Map<String, Double> logs, Throwable failure) {
    RuntimeException first = null;
    for (Callback callback : callbacks) {
      try {
        if (failure != null) {
          callback.onTrainFailure(failure);
        }
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

  private Map<String, Double> epoch(
      int epoch, int first, Feed feed, LabelWeights weights, Resumption resumption) {
    callbacks.forEach(callback -> callback.onEpochBegin(epoch));
    wait.beginEpoch();
    feed.begin(epoch, first);
    int steps = resumption.hasStopped() ? first : resumption.steps();
    for (int step = first; step < steps && feed.hasNext(); step++) {
      checkGoingOn.accept("during fit, in epoch " + (epoch + 1) + " before batch " + step);
      int current = step;
      callbacks.forEach(callback -> callback.onTrainBatchBegin(current));
      try (Batch batch = feed.next()) {
        runner.train(compilation, batch, weights);
      }
      LazyLogs logs = new LazyLogs();
      callbacks.forEach(callback -> callback.onTrainBatchEnd(current, logs));
      logs.keep();
      resumption.reached(new Position(epoch, step + 1), Map.of());
      if (stop.get()) {
        break;
      }
    }
    // Reading the sums waits for a device, so it belongs to the training.
    Map<String, Double> results = new LinkedHashMap<>(compilation.metrics().results());
    wait.endEpoch();
    return results;
  }

  Map<String, Double> evaluate(BatchSource source, int maximumSteps) {
    compilation.metrics().reset();
    callbacks.forEach(Callback::onTestBegin);
    LabelWeights weights = new LabelWeights(Map.of());
    try (BatchSource.Batches batches = source.epoch(0)) {
      for (int step = 0; batches.hasNext() && (maximumSteps <= 0 || step < maximumSteps); step++) {
        checkGoingOn.accept("during evaluation, before batch " + step);
        int current = step;
        callbacks.forEach(callback -> callback.onTestBatchBegin(current));
        try (Batch batch = batches.next()) {
          runner.test(compilation, batch, weights);
        }
        LazyLogs logs = new LazyLogs();
        callbacks.forEach(callback -> callback.onTestBatchEnd(current, logs));
        logs.keep();
      }
    }
    Map<String, Double> logs = new LinkedHashMap<>(compilation.metrics().results());
    callbacks.forEach(callback -> callback.onTestEnd(logs));
    return logs;
  }

  /** The names in the logs of an epoch, and whether their numbers should fall or rise. */
  private Map<String, Direction> logs(boolean validation) {
    Map<String, Direction> ofModel = compilation.metrics().directions();
    Map<String, Direction> logs = new LinkedHashMap<>(ofModel);
    if (validation) {
      ofModel.forEach((name, direction) -> logs.put(VALIDATION + name, direction));
    }
    for (Callback callback : callbacks) {
      for (String name : callback.logNames()) {
        // As in Keras, a callback's number named like a metric of the model is taken for that.
        String metric = name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name;
        logs.putIfAbsent(name, ofModel.getOrDefault(metric, Direction.UNKNOWN));
      }
    }
    return logs;
  }

  /** The sums so far, computed when first asked for: on a device, reading them waits for it. */
  private final class LazyLogs extends AbstractMap<String, Double> {
    private Map<String, Double> results;

    /** Computes them before the next batch changes the sums, where a callback may look later. */
    void keep() {
      if (callbacks.stream().anyMatch(callback -> !(callback instanceof ProgressPrinter))) {
        read();
      }
    }

    private void read() {
      if (results == null) {
        results = compilation.metrics().results();
      }
    }

    @Override
    public Set<Entry<String, Double>> entrySet() {
      read();
      return results.entrySet();
    }
  }

  /** The batches of one epoch after the other; with a set number of steps, epochs run on. */
  private static final class Feed implements AutoCloseable {
    private final BatchSource source;
    private final int initialEpoch;
    private final int stepsPerEpoch;
    private final DataWait wait;
    private int sourceEpoch;
    private BatchSource.Batches batches;

    Feed(FitRun run, DataWait wait) {
      this.source = run.train();
      this.initialEpoch = run.initialEpoch();
      this.stepsPerEpoch = run.stepsPerEpoch();
      this.wait = wait;
    }

    void begin(int epoch, int batch) {
      if (stepsPerEpoch == 0) {
        open(epoch, batch);
      } else if (batches == null) {
        // As far into the source as the steps before this one went.
        long taken = (long) (epoch - initialEpoch) * stepsPerEpoch + batch;
        int each = source.batches();
        open(initialEpoch + Math.toIntExact(taken / each), (int) (taken % each));
      }
    }

    private void open(int epoch, int batch) {
      long since = System.nanoTime();
      close();
      sourceEpoch = epoch;
      batches = source.epoch(epoch, batch);
      wait.waitedSince(since);
    }

    boolean hasNext() {
      // A source that leaves samples out may have to wait before it knows.
      long since = System.nanoTime();
      boolean has = batches.hasNext();
      wait.waitedSince(since);
      if (!has && stepsPerEpoch > 0) {
        open(sourceEpoch + 1, 0);
        return batches.hasNext();
      }
      return has;
    }

    Batch next() {
      long since = System.nanoTime();
      Batch batch = batches.next();
      wait.waitedSince(since);
      return batch;
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
