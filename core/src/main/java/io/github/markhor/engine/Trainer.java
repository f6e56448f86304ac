package io.github.markhor.engine;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Backends;
import io.github.markhor.backend.OperationProfile;
import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.ModelInTraining;
import io.github.markhor.callbacks.TerminateOnNaN;
import io.github.markhor.losses.Loss;
import io.github.markhor.network.CallGraph;
import io.github.markhor.network.Network;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Bytes;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import io.github.markhor.text.Notices;
import io.github.markhor.text.ProgressBar;
import io.github.markhor.text.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * The work of a model: compiling, training, evaluating, predicting. One thing runs at a time,
 * except for predictions. Knows the model itself only as callbacks do.
 */
public final class Trainer implements AutoCloseable {
  private static final Logger LOG = Notices.logger(Trainer.class);

  private final ModelInTraining model;
  private final Network network;
  private final StepGraphs graphs;
  private final Runner runner;
  private final Supplier<List<String>> classNames;

  private final RunGuard guard = new RunGuard();
  private Compilation compilation;
  private Executables inference;
  private String loggedMemory = "";

  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * @param classNames the names of the classes that the model knows
   */
  public Trainer(
      ModelInTraining model,
      Network network,
      StepGraphs graphs,
      long seed,
      Supplier<List<String>> classNames) {
    this.model = model;
    this.classNames = classNames;
    this.network = network;
    this.graphs = graphs;
    this.runner = new Runner(network, graphs, seed);
  }

  /**
   * Sets how the model trains.
   *
   * @param outputs how each output is trained, in the model's order; at least one has a loss
   * @param backend the backend's name, null for the default
   */
  public void compile(Optimizer optimizer, List<OutputTraining> outputs, String backend) {
    locked(
        () -> {
          guard.checkNotRunning("compile");
          OutputCheck.check(graphs, network, outputs);
          Backend loaded = Backends.get(backend);
          Compilation next = new Compilation(loaded, optimizer, outputs, network);
          next.names(); // refuses names that cannot stand in logs before anything is replaced
          release();
          compilation = next;
          runner.forget();
          loggedMemory = "";
          return null;
        });
  }

  /** Refuses a model that takes inputs of any size, where a size is needed. */
  public void checkInputShapeKnown() {
    for (CallGraph.Input input : network.inputs()) {
      if (!input.shape().isKnown()) {
        throw new IllegalStateException(
            "Expected an input whose sizes are known. Received: "
                + input.shape()
                + ", which each batch decides");
      }
    }
  }

  /** Forgets how the model trains. */
  public void forgetCompilation() {
    locked(
        () -> {
          guard.checkNotFitting("change of how the model trains");
          release();
          runner.forget();
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
   * Trains.
   *
   * @param beforeTraining called when the data have been checked, before callbacks see the model
   * @return the results of each epoch run
   */
  public List<EpochResult> fit(FitRun given, Runnable beforeTraining) {
    return locked(
        () -> {
          Compilation current = compiled();
          guard.checkNotFitting("fit");
          FitRun run = inOrder(given, current);
          boolean finite = run.callbacks().stream().noneMatch(TerminateOnNaN.class::isInstance);
          check("", run.train(), current, finite);
          DataCheck.classWeight(run.classWeight(), network);
          if (run.validation() != null) {
            check("validation ", run.validation(), current, finite);
            DataCheck.sameClasses(run.train(), run.validation());
            checkUnseenClasses(run, current);
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
          boolean notesBegin = Notices.begin();
          try (FeatureCaching features = features(run, current)) {
            FitRun onSources = features == null ? run : features.run();
            Runner steps = features == null ? runner : features.runner();
            planMemory(onSources, current, steps, features);
            stopped.set(false);
            guard.beginFit();
            FitLoop loop =
                new FitLoop(steps, current, callbacks, wait, guard::checkGoingOn, stopped);
            IntConsumer prepare = features == null ? epoch -> {} : features::prepare;
            return withOwnSums(current, () -> loop.fit(onSources, prepare));
          } finally {
            guard.endFit();
            if (notesBegin) {
              Notices.end();
            }
          }
        });
  }

  /** The cached features that a run asks for; null for none. */
  private FeatureCaching features(FitRun run, Compilation current) {
    boolean trains = run.epochs() > run.initialEpoch() && run.train().samples() > 0;
    return run.features() == null || !trains
        ? null
        : new FeatureCaching(network, graphs, runner, current, run, guard::checkGoingOn);
  }

  /**
   * The order that arrays and sources are brought into.
   *
   * @param current null for predictions
   */
  private ModelOrder order(Compilation current) {
    return new ModelOrder(network, graphs.names(), current);
  }

  /** The same run on sources whose batches are in the model's order. */
  private FitRun inOrder(FitRun run, Compilation current) {
    ModelOrder order = order(current);
    BatchSource validation = run.validation();
    return run.with(order.of(run.train()), validation == null ? null : order.of(validation));
  }

  private void checkUnseenClasses(FitRun run, Compilation current) {
    for (int i = 0; i < current.outputs().size(); i++) {
      Loss loss = current.outputs().get(i).loss();
      if (loss != null) {
        new UnseenClasses(network, i, loss).check(run);
      }
    }
  }

  /**
   * Refuses a source that does not fit the model, or is known to have numbers that make NaN.
   *
   * @param source in the model's order
   * @param use what the source is for, as the beginning of names in messages
   * @param inputs whether the inputs in arrays must be finite
   */
  private void check(String use, BatchSource source, Compilation current, boolean inputs) {
    DataCheck.knownClasses(classNames.get(), source);
    DataCheck.fits(source, network, current.outputs());
    new NumberCheck(network, graphs.names(), current.outputs()).before(use, source, inputs);
  }

  /**
   * Runs a loop that a callback may have started within another, whose sums of loss and metrics
   * must come out of it as they went in.
   */
  private <T> T withOwnSums(Compilation current, Supplier<T> loop) {
    if (!guard.isRunning()) {
      return guard.counted(loop);
    }
    Map<String, Tensor> outer = current.metrics().sums();
    try {
      return guard.counted(loop);
    } finally {
      current.metrics().restore(outer);
    }
  }

  /** Plans the memory, and logs it unless it was logged before. */
  private void planMemory(FitRun run, Compilation current, Runner steps, FeatureCaching features) {
    if (run.epochs() <= run.initialEpoch() || run.train().samples() == 0) {
      return;
    }
    FitMemory memory = new FitMemory(steps, current, run.train(), graphs.policy(), features);
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

  /** Loss and metrics over a source's first batches, or all of them for 0, by name. */
  public Map<String, Double> evaluate(BatchSource given, int steps, List<Callback> callbacks) {
    return locked(
        () -> {
          Compilation current = compiled();
          BatchSource source = order(current).of(given);
          check("", source, current, false);
          callbacks.forEach(callback -> callback.setModel(model));
          FitLoop loop =
              new FitLoop(
                  runner,
                  current,
                  callbacks,
                  new DataWait(),
                  guard::checkGoingOn,
                  new AtomicBoolean());
          return withOwnSums(current, () -> loop.evaluate(source, steps));
        });
  }

  /** Trains on one batch, or evaluates it; gives its loss and metrics. */
  public Map<String, Double> onBatch(
      Tensors x, Tensors y, Tensors sampleWeight, Map<Integer, Double> classWeight, boolean train) {
    return locked(
        () -> {
          Compilation current = compiled();
          Batch batch = order(current).batch(x, y, sampleWeight);
          check(
              "",
              ArraySource.inOrder(
                  Tensors.of(batch.inputs()),
                  Tensors.of(batch.labels()),
                  Tensors.of(batch.sampleWeights()),
                  batch.size()),
              current,
              train);
          DataCheck.classWeight(classWeight, network);
          LabelWeights weights = new LabelWeights(classWeight);
          return withOwnSums(
              current,
              () -> {
                current.metrics().reset();
                if (train) {
                  runner.train(current, batch, weights);
                } else {
                  runner.test(current, batch, weights);
                }
                return new LinkedHashMap<>(current.metrics().results());
              });
        });
  }

  /** Trains on one batch and gives each operation and its time in nanoseconds, in order. */
  public void profile(Tensors x, Tensors y, ObjLongConsumer<OperationProfile> operation) {
    changeCompilation(
        current -> {
          Batch batch = order(current).batch(x, y, null);
          runner.profile(current, batch, new LabelWeights(Map.of()), operation);
        });
  }

  /**
   * Predictions for a source's first batches, or all of them for 0, in its order.
   *
   * @return those of each output
   */
  public List<Tensor> predict(BatchSource given, int steps, List<Callback> callbacks) {
    checkOpen();
    BatchSource source = order(null).of(given);
    callbacks.forEach(callback -> callback.setModel(model));
    return new PredictLoop(
            batch -> predict(batch.inputs(), batch::sample, source.batchSize(), null),
            callbacks,
            guard::checkGoingOn)
        .run(source, steps, network.outputShapes(source.inputShapes()));
  }

  /**
   * The results of a layer for all batches of a source, in the order of the samples' numbers.
   *
   * @param output the layer
   */
  public Tensor predict(BatchSource given, String output) {
    checkOpen();
    BatchSource source = order(null).of(given);
    List<Tensor> parts = new ArrayList<>();
    try (BatchSource.Batches batches = source.batchesInOrder()) {
      while (batches.hasNext()) {
        guard.checkGoingOn("during prediction, before batch " + parts.size());
        try (Batch batch = batches.next()) {
          parts.addAll(predict(batch.inputs(), batch::sample, source.batchSize(), output));
        }
      }
    }
    return Tensor.concat(0, parts.toArray(new Tensor[0]));
  }

  /**
   * Predictions for arrays, in batches.
   *
   * @param output the layer whose results are wanted, null for the model's outputs
   * @return those of each output, or of the layer alone
   */
  public List<Tensor> predict(Tensors x, int batchSize, String output) {
    checkOpen();
    List<Tensor> inputs = order(null).inputs(x);
    return predict(inputs, number -> "sample " + number, batchSize, output);
  }

  private List<Tensor> predict(
      List<Tensor> inputs, IntFunction<String> name, int batchSize, String output) {
    Compilation current;
    Executables executables;
    synchronized (this) {
      current = compilation;
      executables = forInference();
    }
    return runner.predict(executables, current, inputs, name, batchSize, output);
  }

  /** The executables of the compilation, or those of a model that has none. */
  private synchronized Executables forInference() {
    checkOpen();
    if (compilation == null && inference == null) {
      inference = new Executables(Backends.get(null), network.memory()::location);
    }
    return compilation == null ? inference : compilation.executables();
  }

  /**
   * Gradients of what the model computes, in batches.
   *
   * @param weights the weights that make one number of a sample's output
   * @return for each sample that number, (N,); the place's values; the gradients
   */
  public List<Tensor> gradient(
      Tensors x, int batchSize, GradientRequest request, OutputWeights weights) {
    checkOpen();
    List<Tensor> inputs = order(null).inputs(x);
    Compilation current;
    Executables executables;
    synchronized (this) {
      current = compilation;
      executables = forInference();
    }
    return new GradientLoop(network, graphs, executables, current)
        .run(inputs, batchSize, request, weights);
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
    stopped.set(true);
  }

  private <T> T locked(Supplier<T> action) {
    return guard.locked(action);
  }

  /**
   * Refuses to go on with a model that is closed.
   *
   * @throws IllegalStateException if it is
   */
  public void checkOpen() {
    guard.checkOpen();
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
    guard.close(
        () -> {
          release();
          network.close();
        });
  }
}
