package io.github.markhor.engine;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Backends;
import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.backend.VariableStore;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.ModelInTraining;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.network.LayerChain;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Bytes;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Notices;
import io.github.markhor.text.ProgressBar;
import io.github.markhor.text.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * The work of a model: compiling, training, evaluating, predicting. One thing runs at a time,
 * except for predictions. Knows the model itself only as callbacks do.
 */
public final class Trainer implements AutoCloseable {
  private static final Logger LOG = Notices.logger(Trainer.class);

  private final ModelInTraining model;
  private final LayerChain chain;
  private final StepGraphs graphs;
  private final Runner runner;

  /** Held while weights or sums change; prediction does not take it. */
  private final ReentrantLock lock = new ReentrantLock();

  private Compilation compilation;
  private Executables inference;
  private String loggedMemory = "";
  private boolean fitting;
  private volatile boolean stopped;
  private volatile boolean closed;

  public Trainer(ModelInTraining model, LayerChain chain, StepGraphs graphs, long seed) {
    this.model = model;
    this.chain = chain;
    this.graphs = graphs;
    this.runner = new Runner(chain, graphs, seed);
  }

  /**
   * Sets how the model trains.
   *
   * @param backend the backend's name, null for the default
   */
  public void compile(
      Optimizer optimizer,
      Loss loss,
      List<Metric> metrics,
      List<Metric> weightedMetrics,
      String backend) {
    locked(
        () -> {
          checkNotFitting("compile");
          Backend loaded = Backends.get(backend);
          Compilation next =
              new Compilation(loaded, optimizer, loss, metrics, weightedMetrics, chain);
          next.names(); // refuses names that cannot stand in logs before anything is replaced
          release();
          compilation = next;
          loggedMemory = "";
          return null;
        });
  }

  /** The arguments of {@code compile} and the state of training, or null before it. */
  public Compilation compilation() {
    return compilation;
  }

  /**
   * The arguments of {@code compile} and the state of training.
   *
   * @throws IllegalStateException before {@code compile}
   */
  public Compilation compiled() {
    checkOpen();
    if (compilation == null) {
      throw new IllegalStateException(
          "Expected compile to be called first: it sets the optimizer and the loss.");
    }
    return compilation;
  }

  public Runner runner() {
    return runner;
  }

  /**
   * Refuses arrays to train on that cannot be right.
   *
   * @param finite whether to refuse numbers that are not finite
   */
  public void checkArrays(Tensor x, Tensor y, boolean finite) {
    if (finite) {
      DataCheck.finite("x", x);
      DataCheck.finite("y", y);
    }
    DataCheck.labels(y, chain, compiled().loss());
  }

  /**
   * Trains.
   *
   * @param beforeTraining called when the data have been checked, before callbacks see the model
   * @return the results of each epoch run
   */
  public List<EpochResult> fit(FitRun run, Runnable beforeTraining) {
    return locked(
        () -> {
          Compilation current = compiled();
          DataCheck.fits(run.train(), chain, current.loss());
          if (run.validation() != null) {
            DataCheck.fits(run.validation(), chain, current.loss());
            DataCheck.sameClasses(run.train(), run.validation());
          }
          beforeTraining.run();
          DataWait wait = new DataWait();
          List<Callback> callbacks = new ArrayList<>(run.callbacks());
          if (Verbosity.of(run.verbose()) > 0) {
            // Last, so that it shows what the others add at an epoch's end.
            ProgressBar bar = Terminal.isThere() ? new ProgressBar(System.out) : null;
            callbacks.add(new ProgressPrinter(System.out, bar, wait::share, Notices::take));
          }
          callbacks.forEach(callback -> callback.setModel(model));
          checkNotFitting("fit");
          planMemory(run, current);
          stopped = false;
          fitting = true;
          try {
            return new FitLoop(runner, current, callbacks, wait, this::checkGoingOn, () -> stopped)
                .fit(run);
          } finally {
            fitting = false;
            Notices.take(); // a silent fit lets none wait for the next
          }
        });
  }

  /** Plans the memory, and logs it unless it was logged before. */
  private void planMemory(FitRun run, Compilation current) {
    if (run.epochs() <= run.initialEpoch() || run.train().samples() == 0) {
      return;
    }
    FitMemory memory = new FitMemory(runner, current, run.train(), graphs.policy());
    TrainingMemory planned =
        run.hasMemoryLimit() ? memory.planWithin(run.maxMemory(), run.validation()) : memory.plan();
    if (!planned.toString().equals(loggedMemory)) {
      loggedMemory = planned.toString();
      LOG.info(
          "Memory outside the heap: {} for batches of {}",
          Bytes.text(planned.total()),
          planned.batchSize());
      LOG.debug("Memory: {}", loggedMemory);
    }
  }

  /** Loss and metrics over arrays, by name. */
  public Map<String, Double> evaluate(Tensor x, Tensor y, Tensor sampleWeight, int batchSize) {
    DataCheck.labels(y, chain, compiled().loss());
    return evaluate(ArraySource.inOrder(x, y, sampleWeight, batchSize), 0, List.of());
  }

  /** Loss and metrics over a source's first batches, or all of them for 0, by name. */
  public Map<String, Double> evaluate(BatchSource source, int steps, List<Callback> callbacks) {
    return locked(
        () -> {
          DataCheck.fits(source, chain, compiled().loss());
          callbacks.forEach(callback -> callback.setModel(model));
          return new FitLoop(
                  runner, compiled(), callbacks, new DataWait(), this::checkGoingOn, () -> false)
              .evaluate(source, steps);
        });
  }

  /** Trains on one batch, or evaluates it; gives its loss and metrics. */
  public Map<String, Double> onBatch(Batch batch, Map<Integer, Double> classWeight, boolean train) {
    return locked(
        () -> {
          Compilation current = compiled();
          DataCheck.fits(
              ArraySource.inOrder(batch.x(), batch.y(), batch.sampleWeight(), batch.size()),
              chain,
              current.loss());
          DataCheck.labels(batch.y(), chain, current.loss());
          current.metrics().reset();
          LabelWeights weights = new LabelWeights(classWeight);
          if (train) {
            runner.train(current, batch, weights);
          } else {
            runner.test(current, batch, weights);
          }
          return new LinkedHashMap<>(current.metrics().results());
        });
  }

  /** Predictions for a source's first batches, or all of them for 0, in its order. */
  public Tensor predict(BatchSource source, int steps, List<Callback> callbacks) {
    checkOpen();
    callbacks.forEach(callback -> callback.setModel(model));
    return new PredictLoop(x -> predict(x, source.batchSize(), null), callbacks, this::checkGoingOn)
        .run(source, steps, chain.last().outputShape());
  }

  /**
   * Predictions for arrays, in batches.
   *
   * @param output the layer whose results are wanted, null for the last
   */
  public Tensor predict(Tensor x, int batchSize, String output) {
    Compilation current;
    Executables executables;
    synchronized (this) {
      checkOpen();
      current = compilation;
      if (current == null && inference == null) {
        inference = new Executables(Backends.get(null), chain.store()::location);
      }
      executables = current == null ? inference : current.executables();
    }
    return runner.predict(executables, current, x, batchSize, output);
  }

  /** Asks the compilation for something, while nothing else changes it. */
  public <T> T withCompilation(Function<Compilation, T> use) {
    return locked(() -> use.apply(compiled()));
  }

  /** Changes the compilation, while nothing else does. */
  public void changeCompilation(Consumer<Compilation> change) {
    locked(
        () -> {
          change.accept(compiled());
          return null;
        });
  }

  /** Ends {@code fit} after the current batch. */
  public void stop() {
    stopped = true;
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      checkOpen();
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a loop if the model is being closed or the thread was interrupted.
   *
   * @param where for the message: what was about to be done
   */
  private void checkGoingOn(String where) {
    if (closed) {
      throw new CancellationException("The model was closed, " + where + ".");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The thread was interrupted, " + where + ".");
    }
  }

  /** A callback runs within {@code fit}, on its thread, so that the lock does not stop it. */
  private void checkNotFitting(String what) {
    if (fitting) {
      throw new IllegalStateException("Expected no " + what + " while fit runs, from a callback.");
    }
  }

  /**
   * Refuses to go on with a model that is closed.
   *
   * @throws IllegalStateException if it is
   */
  public void checkOpen() {
    if (closed) {
      throw new IllegalStateException(VariableStore.CLOSED);
    }
  }

  private synchronized void release() {
    if (compilation != null) {
      compilation.close();
      compilation = null;
    }
    if (inference != null) {
      inference.close();
      inference.awaitIdle();
      inference = null;
    }
  }

  /** Ends what runs in other threads, waits for that, and frees everything. */
  @Override
  public void close() {
    closed = true;
    lock.lock();
    try {
      release();
      chain.close();
    } finally {
      lock.unlock();
    }
  }
}
