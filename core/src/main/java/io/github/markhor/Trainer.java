package io.github.markhor;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Backends;
import io.github.markhor.callback.Callback;
import io.github.markhor.callback.TerminateOnNaN;
import io.github.markhor.train.Loss;
import io.github.markhor.train.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** What a compiled model does: one thing at a time, except for predictions. */
final class Trainer implements AutoCloseable {
  private final Sequential model;
  private final LayerChain chain;
  private final Runner runner;
  private final long seed;

  /** Held while weights or sums change; prediction does not take it. */
  private final ReentrantLock lock = new ReentrantLock();

  private Compilation compilation;
  private Executables inference;
  private boolean fitting;
  private volatile boolean stopped;
  private volatile boolean closed;

  Trainer(Sequential model, LayerChain chain, StepGraphs graphs, long seed) {
    this.model = model;
    this.chain = chain;
    this.runner = new Runner(chain, graphs, seed);
    this.seed = seed;
  }

  void compile(Optimizer optimizer, Loss loss, CompileOptions options) {
    locked(
        () -> {
          checkNotFitting("compile");
          Backend backend = Backends.get(options.backend());
          Compilation next = new Compilation(backend, optimizer, loss, options, chain);
          next.names(); // refuses names that cannot stand in logs before anything is replaced
          release();
          compilation = next;
          return null;
        });
  }

  Compilation compilation() {
    return compilation;
  }

  Compilation compiled() {
    if (compilation == null) {
      throw new IllegalStateException(
          "Expected compile to be called first: it sets the optimizer and the loss.");
    }
    return compilation;
  }

  Runner runner() {
    return runner;
  }

  History fit(Tensor x, Tensor y, FitOptions options) {
    // Refuses arrays of different lengths, which cutting would hide.
    ArraySource.inOrder(x, y, options.sampleWeight(), options.batchSize());
    // Who passes TerminateOnNaN wants NaN to end the training instead of being refused.
    if (options.callbacks().stream().noneMatch(TerminateOnNaN.class::isInstance)) {
      DataCheck.finite("x", x);
      DataCheck.finite("y", y);
    }
    DataCheck.labels(y, chain, compiled().loss());
    int n = x.shape().size(0);
    int kept = n - (int) Math.floor(n * (1 - options.validationSplit()));
    if (options.validationSplit() > 0 && (kept == 0 || kept == n)) {
      throw new IllegalArgumentException(
          "Expected a validationSplit that leaves samples on both sides of "
              + n
              + ". Received: "
              + options.validationSplit());
    }
    Tensor weights = options.sampleWeight();
    BatchSource train =
        source(cut(x, 0, n - kept), cut(y, 0, n - kept), cut(weights, 0, n - kept), options);
    BatchSource validation = null;
    if (kept > 0) {
      validation =
          ArraySource.inOrder(
              x.slice(n - kept, n),
              y.slice(n - kept, n),
              cut(weights, n - kept, n),
              options.batchSize());
    }
    return run(train, validation, options);
  }

  private BatchSource source(Tensor x, Tensor y, Tensor weights, FitOptions options) {
    return options.shuffle()
        ? ArraySource.shuffled(x, y, weights, options.batchSize(), seed)
        : ArraySource.inOrder(x, y, weights, options.batchSize());
  }

  private static Tensor cut(Tensor tensor, int from, int to) {
    return tensor == null ? null : tensor.slice(from, to);
  }

  History fit(BatchSource source, FitOptions options) {
    if (options.validationSplit() > 0 || options.sampleWeight() != null) {
      throw new IllegalArgumentException(
          "Expected validationSplit and sampleWeight with arrays only: a source splits and weighs"
              + " by itself.");
    }
    return run(source, null, options);
  }

  private History run(BatchSource train, BatchSource split, FitOptions options) {
    if (options.weighsClasses() && options.sampleWeight() != null) {
      throw new IllegalArgumentException(
          "Expected classWeight or sampleWeight, not both, as in Keras.");
    }
    return locked(
        () -> {
          Compilation current = compiled();
          BatchSource validation = split;
          if (options.validation() != null) {
            validation = options.validation();
          } else if (options.hasValidationArrays()) {
            validation = options.validationArrays();
          }
          DataCheck.fits(train, chain, current.loss());
          if (validation != null) {
            DataCheck.fits(validation, chain, current.loss());
            DataCheck.sameClasses(train, validation);
          }
          model.adoptClassNames(train.classNames());
          List<Callback> callbacks = options.callbacks();
          DataWait wait = new DataWait();
          if (Verbosity.of(options.verbose()) > 0) {
            // Last, so that it shows what the others add at an epoch's end.
            callbacks.add(new ProgressPrinter(System.out, wait));
          }
          callbacks.forEach(callback -> callback.setModel(model));
          checkNotFitting("fit");
          if (options.epochs() > options.initialEpoch() && train.samples() > 0) {
            FitMemory memory = new FitMemory(runner, current, train, model.options().dtype());
            if (options.maxMemory() < Long.MAX_VALUE) {
              memory.planWithin(options.maxMemory(), validation);
            } else {
              memory.plan();
            }
          }
          stopped = false;
          fitting = true;
          try {
            return new FitLoop(runner, current, callbacks, wait, () -> closed, () -> stopped)
                .fit(train, validation, options);
          } finally {
            fitting = false;
          }
        });
  }

  Map<String, Double> evaluate(Tensor x, Tensor y, Tensor sampleWeight, int batchSize) {
    DataCheck.labels(y, chain, compiled().loss());
    return evaluate(ArraySource.inOrder(x, y, sampleWeight, batchSize), 0, List.of());
  }

  Map<String, Double> evaluate(BatchSource source, int steps, List<Callback> callbacks) {
    return locked(
        () -> {
          DataCheck.fits(source, chain, compiled().loss());
          callbacks.forEach(callback -> callback.setModel(model));
          return new FitLoop(
                  runner, compiled(), callbacks, new DataWait(), () -> closed, () -> false)
              .evaluate(source, steps);
        });
  }

  Map<String, Double> onBatch(Batch batch, Map<Integer, Double> classWeight, boolean train) {
    if (!classWeight.isEmpty() && batch.sampleWeight() != null) {
      throw new IllegalArgumentException(
          "Expected classWeight or sampleWeight, not both, as in Keras.");
    }
    return locked(
        () -> {
          Compilation current = compiled();
          DataCheck.fits(
              ArraySource.inOrder(batch.x(), batch.y(), batch.sampleWeight(), batch.size()),
              chain,
              current.loss());
          DataCheck.labels(batch.y(), chain, current.loss());
          current.resetMetrics();
          LabelWeights weights = new LabelWeights(classWeight);
          if (train) {
            runner.train(current, batch, weights);
          } else {
            runner.test(current, batch, weights);
          }
          return new LinkedHashMap<>(current.results());
        });
  }

  Tensor predict(Tensor x, int batchSize, String output) {
    Compilation current;
    Executables executables;
    synchronized (this) {
      checkOpen();
      current = compilation;
      if (current == null && inference == null) {
        inference = Runner.inference(chain);
      }
      executables = current == null ? inference : current.executables();
    }
    return runner.predict(executables, current, x, batchSize, output);
  }

  <T> T withCompilation(Function<Compilation, T> use) {
    return locked(() -> use.apply(compiled()));
  }

  void stop() {
    stopped = true;
  }

  private <T> T locked(java.util.function.Supplier<T> action) {
    lock.lock();
    try {
      checkOpen();
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** A callback runs within {@code fit}, on its thread, so that the lock does not stop it. */
  private void checkNotFitting(String what) {
    if (fitting) {
      throw new IllegalStateException("Expected no " + what + " while fit runs, from a callback.");
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The model has been closed.");
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
