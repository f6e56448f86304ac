package io.github.markhor;

import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.ModelInTraining;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.config.Require;
import io.github.markhor.engine.Compilation;
import io.github.markhor.engine.FitRun;
import io.github.markhor.engine.GradientRequest;
import io.github.markhor.engine.OutputTraining;
import io.github.markhor.engine.OutputWeights;
import io.github.markhor.engine.StepGraphs;
import io.github.markhor.engine.Trainer;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.Call;
import io.github.markhor.layer.CallOrder;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Nested;
import io.github.markhor.layer.Symbol;
import io.github.markhor.losses.Loss;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.CallGraph;
import io.github.markhor.network.Network;
import io.github.markhor.network.Traced;
import io.github.markhor.network.WeightMemory;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Labels;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import io.github.markhor.text.Glyphs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A network of layers with its weights, to be trained, evaluated, saved and asked: a {@link
 * Sequential}, whose layers are a chain, or one with branches, described by symbols and made by
 * {@link #of(Symbol, Symbol)}. See <a href="https://keras.io/guides/functional_api/">Keras: the
 * functional API</a>.
 *
 * <pre>{@code
 * try (Model model = Model.load(Path.of("model.keras"))) {
 *   model.summary();
 *   Tensor probabilities = model.predict(Tensor.zeros(8, 150, 150, 3)); // (8, classes)
 * }
 * }</pre>
 *
 * <p>Inputs and labels have their samples along the first axis; pictures are (N, H, W, C). Training
 * and evaluation run one at a time; {@code predict} may be called from many threads at once. A
 * model holds memory outside the heap: {@link #close} frees it. After that, what needs weights or
 * memory says so; what describes the model, as {@link #summary} and {@link #toJson}, still does.
 */
public abstract sealed class Model implements ModelInTraining, AutoCloseable
    permits Sequential, Functional {
  /** Keras's default. */
  private static final int BATCH_SIZE = 32;

  private final ModelOptions options;
  private final Network network;
  private final StepGraphs graphs;
  private final Trainer trainer;
  private final BuiltLayer asLayer;
  private List<String> classNames = List.of();

  /**
   * Takes memory for the weights.
   *
   * @param description of the network, as a layer
   */
  Model(ModelOptions options, CallGraph plan, Nested description) {
    this.options = options;
    asLayer =
        BuiltLayer.of(description.name(layerName(options.name())).dtype(options.dtype()), plan);
    network = new Network(plan, options.seed());
    graphs = new StepGraphs(network, options.dtype());
    trainer = new Trainer(this, network, graphs, options.seed(), () -> classNames);
  }

  /**
   * Builds the network between an input and an output, and draws its first weights.
   *
   * <pre>{@code
   * Input x = Input.of(150, 150, 3);
   * Symbol y = Conv2D.of(32, 3).padding("same").apply(x);
   * Symbol z = Add.of().apply(y, Conv2D.of(32, 1).apply(x));
   * Model model = Model.of(x, Dense.of(2).apply(GlobalAveragePooling2D.of().apply(z)));
   * }</pre>
   *
   * <p>A layer that was applied twice has the same weights both times. So have the models that are
   * made of the same symbols: one from {@code x} to {@code y} sees what the model above learns.
   *
   * @throws IllegalArgumentException if the output depends on another input; the message names it
   */
  public static Model of(Symbol input, Symbol output) {
    return of(List.of(input), List.of(output));
  }

  /** Builds the network between inputs and outputs, as {@link #of(Symbol, Symbol)} does. */
  public static Model of(List<? extends Symbol> inputs, List<? extends Symbol> outputs) {
    return of(ModelOptions.defaults().name("functional"), inputs, outputs);
  }

  /** Builds a model with a name, seed or dtype policy of its own. */
  public static Model of(
      ModelOptions options, List<? extends Symbol> inputs, List<? extends Symbol> outputs) {
    Require.notNull("options", options);
    LayerGraph graph =
        new LayerGraph(Require.noneNull("inputs", inputs), Require.noneNull("outputs", outputs));
    return new Functional(options, CallGraph.of(graph), graph);
  }

  /** A name for the model as a layer, whose name is not empty and has no slash. */
  private static String layerName(String name) {
    return name.isEmpty() ? "model" : name.replace('/', '_');
  }

  @Override
  public String name() {
    return options.name();
  }

  /** The name, seed and dtype policy that the model was made with. */
  public ModelOptions options() {
    return options;
  }

  /** The number of weights' elements, trainable and not: Keras's {@code count_params}. */
  public long countParams() {
    return network.parameters();
  }

  /** The layers in order, without Input; those within others are these ones' {@code layers()}. */
  @Override
  public List<BuiltLayer> layers() {
    return network.layers();
  }

  /** The network as symbols, from which other models with the same weights can be made. */
  abstract LayerGraph symbols();

  /** Layers and their calls. */
  CallGraph graph() {
    return network.graph();
  }

  /** What comes into the model, for another model that shares its layers; of several the first. */
  public Symbol input() {
    return symbols().inputs().get(0);
  }

  /** What comes into the model, for another model that shares its layers. */
  public List<Symbol> inputs() {
    return symbols().inputs();
  }

  /**
   * What comes out of the model, for another model that shares its layers; of several the first.
   */
  public Symbol output() {
    return symbols().outputs().get(0);
  }

  /** What comes out of the model, for another model that shares its layers. */
  public List<Symbol> outputs() {
    return symbols().outputs();
  }

  /** The names that arrays for the inputs go by, in their order. */
  public List<String> inputNames() {
    return network.inputs().stream().map(CallGraph.Input::name).toList();
  }

  /** The names that labels, losses and metrics of the outputs go by, in their order. */
  public List<String> outputNames() {
    return network.outputs().stream().map(CallGraph.Output::name).toList();
  }

  /**
   * The model as a layer of other models, which share its weights: what one learns the other knows,
   * and what is frozen in one is so in the other. The weights stay in memory until all of them are
   * closed.
   */
  public BuiltLayer asLayer() {
    return asLayer;
  }

  /** The result of the model, as a layer, for symbols; see {@link Layer#apply(Symbol...)}. */
  public Symbol apply(Symbol... inputs) {
    return asLayer.apply(inputs);
  }

  /** The results of a model of several outputs, as a layer, for symbols. */
  public List<Symbol> applyAll(List<? extends Symbol> inputs) {
    return asLayer.applyAll(inputs);
  }

  /**
   * The result of the model, as a layer that always infers: Keras's {@code base(x,
   * training=False)}. See {@link Layer#applyInference}.
   */
  public Symbol applyInference(Symbol... inputs) {
    return asLayer.applyInference(inputs);
  }

  /**
   * Freezes all layers, or thaws them, from the next {@code compile} on; one of them may be set
   * otherwise afterwards.
   */
  public void setTrainable(boolean trainable) {
    asLayer.setTrainable(trainable);
  }

  /**
   * The layer of that name; one within another is called {@code outer/inner}.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public BuiltLayer layer(String name) {
    Require.notNull("name", name);
    return network.find(name);
  }

  /**
   * The shape of one sample's input, without the batch; of several inputs the first's. Sizes that
   * the Input leaves open are {@link Shape#UNKNOWN}: each batch has its own.
   */
  public Shape inputShape() {
    return network.inputShape();
  }

  /**
   * The shape of one prediction, without the batch, of several outputs the first's; sizes may be
   * unknown as in the input.
   */
  public Shape outputShape() {
    return network.outputShape();
  }

  /** The shapes of the inputs, without the batch, in their order. */
  public List<Shape> inputShapes() {
    return network.inputs().stream().map(CallGraph.Input::shape).toList();
  }

  /** The shapes of the predictions of each output, without the batch, in their order. */
  public List<Shape> outputShapes() {
    return network.outputs().stream().map(CallGraph.Output::shape).toList();
  }

  /** Sets how the model trains, without metrics, on the default backend. */
  public void compile(Optimizer optimizer, Loss loss) {
    compile(optimizer, loss, CompileOptions.defaults());
  }

  /**
   * Sets how the model trains; forgets an earlier optimizer's slots. Layers that are frozen now
   * stay so until the next call. Of a model of several outputs, each has this loss.
   *
   * @throws io.github.markhor.backend.BackendException if the backend cannot be loaded
   */
  public void compile(Optimizer optimizer, Loss loss, CompileOptions compileOptions) {
    Require.notNull("loss", loss);
    compile(optimizer, outputArguments().losses(loss), compileOptions);
  }

  /** Sets how the model trains, with a loss for each output, as {@link #compile} does. */
  public void compile(Optimizer optimizer, Map<String, ? extends Loss> losses) {
    compile(optimizer, losses, CompileOptions.defaults());
  }

  /**
   * Sets how the model trains, as {@link #compile(Optimizer, Loss, CompileOptions)} does, with a
   * loss for each output by its name. As in Keras each output must be named; null, which {@code
   * HashMap} takes and {@code Map.of} does not, says that one has no loss.
   *
   * @throws IllegalArgumentException if an output is missing, or a name is no output's
   */
  public void compile(
      Optimizer optimizer, Map<String, ? extends Loss> losses, CompileOptions compileOptions) {
    Require.notNull("losses", losses);
    compile(optimizer, outputArguments().losses(losses), compileOptions);
  }

  /** Sets how the model trains, with a loss for each output, as {@link #compile} does. */
  public void compile(Optimizer optimizer, List<? extends Loss> losses) {
    compile(optimizer, losses, CompileOptions.defaults());
  }

  /**
   * Sets how the model trains, as {@link #compile(Optimizer, Loss, CompileOptions)} does, with a
   * loss for each output in their order, null for none.
   */
  public void compile(
      Optimizer optimizer, List<? extends Loss> losses, CompileOptions compileOptions) {
    Require.notNull("optimizer", optimizer);
    Require.notNull("losses", losses);
    Require.notNull("compileOptions", compileOptions);
    OutputArguments arguments = outputArguments();
    compile(
        optimizer,
        arguments.with(arguments.losses(losses), compileOptions),
        compileOptions.backend());
  }

  /**
   * Sets how the model trains.
   *
   * @param outputs in the model's order
   * @param backend null for the default
   */
  void compile(Optimizer optimizer, List<OutputTraining> outputs, String backend) {
    trainer.compile(optimizer, outputs, backend);
  }

  private OutputArguments outputArguments() {
    return new OutputArguments(outputNames());
  }

  /** Forgets how the model trains, as if {@link #compile} had never been called. */
  void forgetCompilation() {
    trainer.forgetCompilation();
  }

  /** Sets how the model trains by Keras's names, without metrics, on the default backend. */
  public void compile(String optimizer, String loss) {
    compile(optimizer, loss, CompileOptions.defaults());
  }

  /** Sets how the model trains by Keras's names: {@code "sgd"}, {@code "mse"}. */
  public void compile(String optimizer, String loss, CompileOptions compileOptions) {
    Require.notNull("loss", loss);
    compile(optimizer(optimizer), loss(loss), compileOptions);
  }

  /** Sets how the model trains by Keras's names, with a loss for each output by its name. */
  public void compile(String optimizer, Map<String, String> losses, CompileOptions compileOptions) {
    Require.notNull("losses", losses);
    Map<String, Loss> made = new LinkedHashMap<>();
    losses.forEach((output, loss) -> made.put(output, loss(loss)));
    compile(optimizer(optimizer), made, compileOptions);
  }

  /** Sets how the model trains by Keras's names, with a loss for each output in their order. */
  public void compile(String optimizer, List<String> losses, CompileOptions compileOptions) {
    Require.notNull("losses", losses);
    List<Loss> made = new ArrayList<>();
    losses.forEach(loss -> made.add(loss(loss)));
    compile(optimizer(optimizer), made, compileOptions);
  }

  private static Optimizer optimizer(String name) {
    return Registry.make(Optimizer.class, Require.notNull("optimizer", name), Dialect.KERAS_3);
  }

  private static Loss loss(String name) {
    return name == null ? null : Registry.make(Loss.class, name, Dialect.KERAS_3);
  }

  /** Trains on a source's batches; the caller closes the source. */
  public History fit(BatchSource source, FitOptions fitOptions) {
    trainer.checkOpen();
    Require.notNull("source", source);
    Require.notNull("fitOptions", fitOptions);
    return fit(fitOptions.toRun(source));
  }

  /**
   * Trains on arrays: inputs (N, ...), labels as the loss wants them. Of several inputs or outputs
   * in their order, or by name: {@code Tensors.of(Map.of("kind", kinds, "age", ages))}. Labels may
   * be left out for outputs that have neither loss nor metrics.
   *
   * @throws IllegalArgumentException before the first step if shapes, class count, monitors or
   *     paths of callbacks are wrong, or a number is not finite
   */
  public History fit(Tensors x, Tensors y, FitOptions fitOptions) {
    trainer.checkOpen();
    Require.notNull("x", x);
    Require.notNull("y", y);
    Require.notNull("fitOptions", fitOptions);
    return fit(fitOptions.toRun(x, y, options.seed()));
  }

  private History fit(FitRun run) {
    return new History(
        trainer.fit(
            run,
            () -> {
              // Of several outputs nothing says whose classes they are.
              if (run.train().labelsAreClasses() && network.outputs().size() == 1) {
                setClassNames(run.train().classNames());
              }
            }));
  }

  /** Loss and metrics over all of a source, by name, in inference mode. */
  public Map<String, Double> evaluate(BatchSource source, Callback... callbacks) {
    return evaluate(source, 0, callbacks);
  }

  /** Loss and metrics over a source's first batches, or all of them for 0. */
  public Map<String, Double> evaluate(BatchSource source, int steps, Callback... callbacks) {
    trainer.checkOpen();
    Require.notNull("source", source);
    Require.notNull("callbacks", callbacks);
    return trainer.evaluate(source, steps, Require.noneNull("callbacks", Arrays.asList(callbacks)));
  }

  /** Loss and metrics over arrays, by name, in inference mode, in batches of 32. */
  public Map<String, Double> evaluate(Tensors x, Tensors y) {
    return evaluate(x, y, BATCH_SIZE);
  }

  /** Loss and metrics over arrays, by name, in inference mode. */
  public Map<String, Double> evaluate(Tensors x, Tensors y, int batchSize) {
    return evaluate(x, y, null, batchSize);
  }

  /** Loss and metrics over arrays, with a weight for each sample, (n,), in batches of 32. */
  public Map<String, Double> evaluate(Tensors x, Tensors y, Tensors sampleWeight) {
    return evaluate(x, y, sampleWeight, BATCH_SIZE);
  }

  /** Loss and metrics over arrays, with a weight for each sample, (n,), or null for ones. */
  public Map<String, Double> evaluate(Tensors x, Tensors y, Tensors sampleWeight, int batchSize) {
    trainer.checkOpen();
    Require.notNull("x", x);
    Require.notNull("y", y);
    checkBatchSize(batchSize);
    return trainer.evaluate(ArraySource.inOrder(x, y, sampleWeight, batchSize), 0, List.of());
  }

  /**
   * Predictions (N, ...) for inputs (N, ...), in batches of 32.
   *
   * @throws IllegalStateException if the model has several outputs: see {@link #predictAll}
   */
  @Override
  public Tensor predict(Tensors x) {
    return predict(x, BATCH_SIZE);
  }

  /** Predictions (N, ...) for inputs (N, ...). */
  public Tensor predict(Tensors x, int batchSize) {
    checkOneOutput();
    return predictAll(x, batchSize).tensor(0);
  }

  /** Predictions (N, ...) of each output for inputs (N, ...), in batches of 32. */
  public Tensors predictAll(Tensors x) {
    return predictAll(x, BATCH_SIZE);
  }

  /**
   * Predictions (N, ...) of each output for inputs (N, ...), in the order of the outputs and by
   * their names: {@code model.predictAll(x).tensor("age")}.
   */
  public Tensors predictAll(Tensors x, int batchSize) {
    Require.notNull("x", x);
    checkBatchSize(batchSize);
    return named(trainer.predict(x, batchSize, null));
  }

  /** Predictions by the names of the outputs; without names where two have the same. */
  private Tensors named(List<Tensor> predictions) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < predictions.size(); i++) {
      named.put(network.outputs().get(i).name(), predictions.get(i));
    }
    return named.size() == predictions.size() ? Tensors.of(named) : Tensors.of(predictions);
  }

  private void checkOneOutput() {
    if (network.outputs().size() > 1) {
      throw new IllegalStateException(
          "Expected a model of one output: predictAll gives the predictions of all. Received: one"
              + " with the outputs "
              + outputNames());
    }
  }

  /** The prediction for one input, both without the batch: a picture is H · W · C numbers. */
  public float[] predict(float[] sample) {
    Require.notNull("sample", sample);
    trainer.checkInputShapeKnown();
    return predict(Tensor.of(sample, inputShape().prepend(1)), 1).toArray();
  }

  /**
   * Predictions for all inputs of a source, in the order of the samples' numbers: that of {@code
   * classes()} and of the names of files, also where the source shuffles its epochs, unlike in
   * Keras.
   */
  public Tensor predict(BatchSource source, Callback... callbacks) {
    return predict(source, 0, callbacks);
  }

  /** Predictions for a source's first batches, or all of them for 0, as {@link #predict} orders. */
  public Tensor predict(BatchSource source, int steps, Callback... callbacks) {
    checkOneOutput();
    return predictAll(source, steps, callbacks).tensor(0);
  }

  /** Predictions of each output for all inputs of a source, as {@link #predict} orders them. */
  public Tensors predictAll(BatchSource source, Callback... callbacks) {
    return predictAll(source, 0, callbacks);
  }

  /** Predictions of each output for a source's first batches, or all of them for 0. */
  public Tensors predictAll(BatchSource source, int steps, Callback... callbacks) {
    Require.notNull("source", source);
    Require.notNull("callbacks", callbacks);
    return named(
        trainer.predict(source, steps, Require.noneNull("callbacks", Arrays.asList(callbacks))));
  }

  /** The class predicted for each input, as {@link Labels#predicted} says. */
  public int[] predictClasses(Tensors x) {
    return Labels.predicted(predict(x));
  }

  /** The class predicted for each input of a source, in the order of the samples' numbers. */
  public int[] predictClasses(BatchSource source) {
    return Labels.predicted(predict(source));
  }

  /**
   * Trains on a source's batches.
   *
   * @deprecated Keras has dropped this name; use {@link #fit(BatchSource, FitOptions)}.
   */
  @Deprecated
  public History fitGenerator(BatchSource source, FitOptions fitOptions) {
    return fit(source, fitOptions);
  }

  /**
   * Loss and metrics over a source's first batches.
   *
   * @deprecated Keras has dropped this name; use {@link #evaluate(BatchSource, int, Callback...)}.
   */
  @Deprecated
  public Map<String, Double> evaluateGenerator(BatchSource source, int steps) {
    return evaluate(source, steps);
  }

  /**
   * Predictions for a source's first batches.
   *
   * @deprecated Keras has dropped this name; use {@link #predict(BatchSource, int, Callback...)}.
   */
  @Deprecated
  public Tensor predictGenerator(BatchSource source, int steps) {
    return predict(source, steps);
  }

  /** Predictions for one batch, run at its own size. */
  public Tensor predictOnBatch(Tensors x) {
    checkOneOutput();
    return predictAllOnBatch(x).tensor(0);
  }

  /** Predictions of each output for one batch, run at its own size. */
  public Tensors predictAllOnBatch(Tensors x) {
    Require.notNull("x", x);
    return predictAll(x, ArraySource.inOrder(x, null, null, 1).samples());
  }

  /**
   * The output of a layer, or of {@code outer/inner}, to be predicted: feature maps. That of a
   * layer that is not within another may be the end of another model, which shares the weights:
   * {@code Model.of(base.input(), base.output("block4_pool"))}.
   */
  public LayerOutput output(String layer) {
    layer(layer);
    return new LayerOutput(layer);
  }

  /**
   * Gradients of the model's output, or of a layer's, with respect to its input or to a layer's
   * output: {@code model.gradients().unit(7).withRespectTo("conv2d").compute(x)}.
   */
  public ModelGradients gradients() {
    trainer.checkOpen();
    return new ModelGradients(this);
  }

  /** What {@link ModelGradients} asks for. */
  List<Tensor> gradient(Tensors x, int batchSize, GradientRequest request, OutputWeights weights) {
    return trainer.gradient(x, batchSize, request, weights);
  }

  /** The output of a layer within the model. */
  public final class LayerOutput implements Symbol {
    private final String name;

    private LayerOutput(String name) {
      this.name = name;
    }

    private Symbol symbol() {
      BuiltLayer layer = layer(name);
      List<CallGraph.BuiltCall> built = graph().calls();
      // The symbols' calls are those of the plan that was made of them.
      return IntStream.range(0, built.size())
          .filter(i -> built.get(i).layer() == layer)
          .mapToObj(i -> CallOrder.of(symbols()).calls().get(i).outputs().get(0))
          .findFirst()
          .orElseGet(layer::output);
    }

    @Override
    public Call call() {
      return symbol().call();
    }

    @Override
    public int index() {
      return symbol().index();
    }

    /** The layer's results (N, ...) in inference mode, in batches of 32. */
    public Tensor predict(Tensors x) {
      Require.notNull("x", x);
      return trainer.predict(x, BATCH_SIZE, name).get(0);
    }

    /**
     * The layer's results (N, ...) for all samples of a source, in the order of their numbers, as
     * {@link Model#predict(BatchSource, Callback...)} gives them.
     */
    public Tensor predict(BatchSource source) {
      Require.notNull("source", source);
      return trainer.predict(source, name);
    }
  }

  /** One step on a batch; returns its loss and metrics, of before the step. */
  public Map<String, Double> trainOnBatch(Tensors x, Tensors y) {
    return trainOnBatch(x, y, Map.of());
  }

  /** One step on a batch with a weight for each sample, (n,), as {@code fit} takes them. */
  public Map<String, Double> trainOnBatch(Tensors x, Tensors y, Tensors sampleWeight) {
    return onBatch(x, y, sampleWeight, Map.of(), true);
  }

  /** One step on a batch with a weight for each class; missing ones weigh 1. */
  public Map<String, Double> trainOnBatch(Tensors x, Tensors y, Map<Integer, Double> classWeight) {
    Require.notNull("classWeight", classWeight);
    return onBatch(x, y, null, classWeight, true);
  }

  /** Loss and metrics of one batch, in inference mode. */
  public Map<String, Double> testOnBatch(Tensors x, Tensors y) {
    return testOnBatch(x, y, null);
  }

  /** Loss and metrics of one batch with weights of samples, (n,), in inference mode. */
  public Map<String, Double> testOnBatch(Tensors x, Tensors y, Tensors sampleWeight) {
    return onBatch(x, y, sampleWeight, Map.of(), false);
  }

  private Map<String, Double> onBatch(
      Tensors x, Tensors y, Tensors sampleWeight, Map<Integer, Double> classWeight, boolean train) {
    Require.notNull("x", x);
    Require.notNull("y", y);
    return trainer.onBatch(x, y, sampleWeight, classWeight, train);
  }

  /**
   * Whether training, evaluation and prediction look for the first operation whose result is NaN or
   * infinite, and end with an {@link ArithmeticException} that names the operation, its layer, the
   * sample's place in the batch, and its file where the source knows it; TensorFlow's {@code
   * enable_check_numerics}. The step with it is not taken, so that the weights stay as they were. A
   * NaN in a picture may else not be seen at all: ReLU and max-pooling give numbers for it. Metrics
   * are not looked at. Takes several times the time, and memory for all results. Default: false.
   */
  public void checkNumerics(boolean checkNumerics) {
    trainer.checkOpen();
    trainer.runner().checkNumerics(checkNumerics);
  }

  /** Ends {@code fit} after the current batch; its epoch is completed as if it had no more. */
  @Override
  public void stopTraining() {
    trainer.stop();
  }

  /** Names in logs and history, "loss" first. */
  @Override
  public List<String> metricsNames() {
    return trainer.withCompilation(Compilation::names);
  }

  /** The arguments of {@code compile} and the state of training; null before {@code compile}. */
  @Override
  public TrainingState trainingState() {
    trainer.checkOpen();
    return stateIfAny();
  }

  /** The same, null also where the model is closed. */
  TrainingState stateIfAny() {
    return trainer.compilation() == null ? null : new TrainingState(trainer);
  }

  /** The learning rate that is set now, before schedule and decay. */
  @Override
  public double learningRate() {
    return trainer.withCompilation(Compilation::learningRate);
  }

  /**
   * Sets the learning rate from the next step on.
   *
   * @throws IllegalStateException if a schedule decides it
   * @throws IllegalArgumentException if it is not finite and at least 0
   */
  @Override
  public void setLearningRate(double learningRate) {
    trainer.changeCompilation(compilation -> compilation.setLearningRate(learningRate));
  }

  /** Copies of all weights in Keras's order: by layer, within one what trains comes first. */
  @Override
  public List<Tensor> getWeights() {
    trainer.checkOpen();
    return network.getWeights();
  }

  /**
   * Sets all weights, in the order of {@link #getWeights}.
   *
   * @throws IllegalArgumentException if number or shapes differ; no weight is changed then
   */
  @Override
  public void setWeights(List<Tensor> weights) {
    trainer.checkOpen();
    Require.notNull("weights", weights);
    weights.forEach(weight -> Require.notNull("a tensor in weights", weight));
    network.setWeights(weights);
  }

  /** The names of the classes in the order of the last layer's units; empty if not known. */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Sets the names of the classes; {@code fit} on a directory does so by itself. A source with
   * other names, or in another order, is refused by {@code fit} and {@code evaluate}; the empty
   * list forgets them.
   */
  public void setClassNames(List<String> classNames) {
    Require.notNull("classNames", classNames);
    classNames.forEach(name -> Require.notNull("a name in classNames", name));
    this.classNames = List.copyOf(classNames);
  }

  /**
   * Puts the model into a graph of the caller's, for gradients with respect to inputs and the like.
   *
   * @param x inputs (N, ...), float32
   */
  public Traced trace(Graph graph, Value x, boolean training) {
    Require.notNull("x", x);
    return trace(graph, List.of(x), training);
  }

  /** Puts a model of several inputs, given in their order, into a graph of the caller's. */
  public Traced trace(Graph graph, List<Value> inputs, boolean training) {
    trainer.checkOpen();
    Require.notNull("graph", graph);
    List<Value> values = Require.noneNull("inputs", inputs);
    if (values.size() != network.inputs().size()) {
      throw new IllegalArgumentException(
          "Expected a value for each of the model's inputs, "
              + inputNames()
              + ". Received: "
              + values.size());
    }
    return graphs.trace(graph, values, training, network.frozen());
  }

  /** The memory of the weights, to run a graph of the caller's on them. */
  public WeightMemory variables() {
    trainer.checkOpen();
    return network.memory();
  }

  /**
   * Saves the whole model, with how it was compiled and what the optimizer remembers: training goes
   * on after {@link #load} as if it had not stopped. The file is replaced at once; if anything
   * fails, the old one stays.
   *
   * <p>An activation that Keras 2 does not know, {@code celu} for one, makes a file that Keras 3
   * opens and Keras 2 refuses. That goes for the hard_sigmoid of Keras 3 too: Keras 2 has another
   * function of that name, so it is written in a form that Keras 2 does not take for its own. The
   * hard_sigmoid of Keras 2 is written as Keras 2 does: there it stays the same, while Keras 3
   * reads its own function, as it does from every file of Keras 2.
   *
   * @param file the ending of its name says the format, for example {@code .keras}, which Keras 3
   *     opens, or {@code .h5}, which Keras 2 and 3 open; {@link io.github.markhor.file.ModelFormat}
   *     adds others. Missing folders are made
   * @throws io.github.markhor.file.ModelFileException if it cannot be written
   */
  @Override
  public void save(Path file) {
    save(file, SaveOptions.defaults());
  }

  /** Saves the model as {@link #save(Path)} does, with or without its optimizer. */
  public void save(Path file, SaveOptions options) {
    trainer.checkOpen();
    Require.notNull("file", file);
    Require.notNull("options", options);
    ModelFiles.save(this, file, options);
  }

  /**
   * Loads a whole model that Markhor or Keras saved, compiled as it was. The format is found by the
   * content of the file, which may lie in a jar or a zip file. What the model was compiled with may
   * be wrong, or not run here: then it is loaded without, and a warning says why.
   *
   * <p>What Keras computes in float16 or float64 (mixed_float16) is computed in float32 here,
   * without the scale of the loss that float16 needs.
   *
   * @throws io.github.markhor.file.ModelFileException if the file cannot be read, or holds what is
   *     not supported; all such layers are listed at once
   */
  public static Model load(Path file) {
    return load(file, LoadOptions.defaults());
  }

  /** Loads a model as {@link #load(Path)} does, compiled or not. */
  public static Model load(Path file, LoadOptions options) {
    Require.notNull("file", file);
    Require.notNull("options", options);
    return ModelFiles.load(file, options);
  }

  /**
   * Saves the weights alone. The file is replaced at once; if anything fails, the old one stays.
   *
   * @param file the ending of its name says the format: {@code .weights.h5} the layout of Keras 3,
   *     any other {@code .h5} that of Keras 2, which {@code load_weights} of Keras 2 and 3 reads.
   *     Missing folders are made
   * @throws io.github.markhor.file.ModelFileException if it cannot be written
   */
  @Override
  public void saveWeights(Path file) {
    trainer.checkOpen();
    Require.notNull("file", file);
    ModelFiles.saveWeights(this, file);
  }

  /**
   * Loads weights that Markhor or Keras saved, alone or in a whole model. Layers that have weights
   * get them by order, whatever their names. What the optimizer remembers stays.
   *
   * @throws io.github.markhor.file.ModelFileException if the file cannot be read, its weights are
   *     of other shapes than this model's, or none is for a layer of this model; no weight is
   *     changed then
   */
  public void loadWeights(Path file) {
    loadWeights(file, LoadOptions.defaults());
  }

  /**
   * Loads weights as {@link #loadWeights(Path)} does, or by name, or passing over layers whose
   * shapes differ: {@code LoadOptions.defaults().byName(true).skipMismatch(true)}.
   */
  public void loadWeights(Path file, LoadOptions options) {
    trainer.checkOpen();
    Require.notNull("file", file);
    Require.notNull("options", options);
    ModelFiles.loadWeights(this, file, options);
  }

  /**
   * Brings the compiled model back to where it was when a file was saved: weights, optimizer state
   * and learning rate. The model is not changed if the file does not fit it.
   *
   * @throws io.github.markhor.file.ModelFileException if the file cannot be read or holds a model
   *     of other weights
   */
  @Override
  public void restore(Path file) {
    trainer.checkOpen();
    Require.notNull("file", file);
    ModelFiles.restore(this, file);
  }

  /** The architecture as JSON, which {@code model_from_json} of Keras 3 reads: no weights. */
  public String toJson() {
    return ModelFiles.toJson(this);
  }

  /**
   * Builds a model from its architecture as JSON, as {@link #toJson} or any Keras's {@code to_json}
   * writes it, with weights of its own.
   *
   * @throws io.github.markhor.file.ModelFileException if it is none, or holds what is not
   *     supported; all of that is listed at once
   */
  public static Model fromJson(String json) {
    Require.notNull("json", json);
    return ModelFiles.fromJson(json);
  }

  /** Prints the layers, shapes and numbers of parameters as Keras does. */
  public void summary() {
    summary(System.out);
  }

  /** Prints the layers, shapes and numbers of parameters as Keras does. */
  public void summary(PrintStream out) {
    summary(out, SummaryOptions.defaults());
  }

  /** Prints the summary with what else the options say. */
  public void summary(PrintStream out, SummaryOptions options) {
    Require.notNull("out", out);
    Require.notNull("options", options);
    out.print(Glyphs.shownBy(out, Summary.of(this, options)));
  }

  static void checkBatchSize(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "Expected a batchSize of at least 1. Received: " + batchSize);
    }
  }

  /** Ends a {@code fit} that another thread runs, at its next batch, and frees all memory. */
  @Override
  public void close() {
    trainer.close();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + " " + name() + network.layers();
  }
}
