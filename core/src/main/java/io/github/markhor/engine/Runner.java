package io.github.markhor.engine;

import io.github.markhor.backend.Executable;
import io.github.markhor.backend.OperationProfile;
import io.github.markhor.backend.ProgramMemory;
import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.losses.Loss;
import io.github.markhor.network.Network;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ObjLongConsumer;

/** Runs single steps of a model: one batch in, weights and sums changed or predictions out. */
public final class Runner {
  private final Network network;
  private final StepGraphs graphs;
  private final long seed;
  private final NumericsCheck numerics;
  private final InputCheck inputCheck;
  private final FeatureCut cut;
  private volatile boolean checksNumerics;

  Runner(Network network, StepGraphs graphs, long seed) {
    this(network, graphs, seed, null);
  }

  private Runner(Network network, StepGraphs graphs, long seed, FeatureCut cut) {
    this.network = network;
    this.graphs = graphs;
    this.seed = seed;
    this.cut = cut;
    this.numerics = new NumericsCheck(graphs);
    this.inputCheck = new InputCheck(network);
  }

  /** Runs steps of the layers behind a cut, on batches whose inputs are the features. */
  Runner behind(FeatureCut featureCut) {
    Runner behind = new Runner(network, graphs, seed, featureCut);
    behind.checksNumerics = checksNumerics;
    return behind;
  }

  /** Whether each step is searched for the first operation that gives NaN or infinity. */
  public void checkNumerics(boolean checksNumerics) {
    this.checksNumerics = checksNumerics;
  }

  /** Forgets what belongs to an earlier compilation. */
  void forget() {
    numerics.clear();
  }

  /** One optimizer step. */
  void train(Compilation compilation, Batch batch, LabelWeights weights) {
    checkNumerics(compilation, StepGraphs.Mode.TRAIN, batch, weights);
    try (Executables.Lease lease = write(compilation, StepGraphs.Mode.TRAIN, batch, weights)) {
      lease.executable().run(step(compilation));
      compilation.setIterations(compilation.iterations() + 1);
    }
  }

  /** Adds a batch to the sums of loss and metrics. */
  void test(Compilation compilation, Batch batch, LabelWeights weights) {
    checkNumerics(compilation, StepGraphs.Mode.EVALUATE, batch, weights);
    try (Executables.Lease lease = write(compilation, StepGraphs.Mode.EVALUATE, batch, weights)) {
      lease.executable().run(new Step(compilation.iterations(), 0, seed));
    }
  }

  /** The training step of a batch, with the time of each operation. */
  public void profile(
      Compilation compilation,
      Batch batch,
      LabelWeights weights,
      ObjLongConsumer<OperationProfile> operation) {
    try (Executables.Lease lease = write(compilation, StepGraphs.Mode.TRAIN, batch, weights)) {
      lease.executable().profile(step(compilation), operation);
      compilation.setIterations(compilation.iterations() + 1);
    }
  }

  private void checkNumerics(
      Compilation compilation, StepGraphs.Mode mode, Batch batch, LabelWeights weights) {
    if (checksNumerics) {
      StepGraphs.Key key = key(compilation, mode, batch);
      numerics.check(
          compilation.executables(),
          compilation,
          key,
          step(compilation),
          executable -> write(key, batch, weights, executable),
          batch.size(),
          batch::sample);
    }
  }

  /**
   * The key of a batch's step, if the batch fits the model.
   *
   * @param batch in the model's order
   */
  private StepGraphs.Key key(Compilation compilation, StepGraphs.Mode mode, Batch batch) {
    if (batch.labels().isEmpty()) {
      throw new IllegalArgumentException("Expected labels to train or evaluate. Received: none");
    }
    if (cut == null) {
      inputCheck.check(batch.inputs());
    }
    List<Shape> labels = new ArrayList<>();
    for (int i = 0; i < compilation.outputs().size(); i++) {
      labels.add(label(compilation, batch, i));
    }
    new NumberCheck(network, graphs.names(), compilation.outputs()).batch(batch);
    return key(mode, batch.size(), eachShape(batch.inputs()), Collections.unmodifiableList(labels));
  }

  /** The key of a step on batches of known shapes. */
  StepGraphs.Key key(StepGraphs.Mode mode, int batch, List<Shape> inputs, List<Shape> labels) {
    return new StepGraphs.Key(mode, batch, inputs, labels, cut);
  }

  /** The shape of a batch's label for an output; null where no one reads it. */
  private Shape label(Compilation compilation, Batch batch, int output) {
    if (!compilation.outputs().get(output).isRead()) {
      return null;
    }
    int count = batch.labels().size();
    Tensor label = output < count ? batch.labels().get(output) : null;
    if (label == null || count > compilation.outputs().size()) {
      throw new IllegalArgumentException(
          "Expected batches with labels for each output that has a loss or metrics. Received: "
              + count
              + " labels"
              + (label == null ? ", none for " + graphs.names().layer(output) : ""));
    }
    return label.shape().dropFirst();
  }

  private static List<Shape> eachShape(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> tensor.shape().dropFirst()).toList();
  }

  private Executables.Lease write(
      Compilation compilation, StepGraphs.Mode mode, Batch batch, LabelWeights weights) {
    StepGraphs.Key key = key(compilation, mode, batch);
    Executables.Lease lease = compilation.executables().borrow(key, () -> make(key, compilation));
    try {
      write(key, batch, weights, lease.executable());
      return lease;
    } catch (RuntimeException | Error wrong) {
      lease.close();
      throw wrong;
    }
  }

  private void write(StepGraphs.Key key, Batch batch, LabelWeights weights, Executable executable) {
    for (int i = 0; i < batch.inputs().size(); i++) {
      String input = cut == null ? graphs.names().x(i) : cut.title(i);
      write(batch.inputs().get(i), executable, input);
    }
    for (int i = 0; i < key.labels().size(); i++) {
      if (key.labels().get(i) != null) {
        write(batch.labels().get(i), executable, graphs.names().y(i));
        executable.write(graphs.names().sampleWeight(i), weights.of(batch, i));
      }
    }
  }

  /** Sets an input; samples that are still to be gathered are copied once, from where they lie. */
  private static void write(Tensor values, Executable executable, String input) {
    FloatBuffer place = values.isGathered() ? null : executable.place(input);
    if (place == null || place.capacity() != values.shape().elements()) {
      executable.write(input, values.buffer());
    } else {
      values.copyTo(place);
    }
  }

  /** The graph of a step, and memory for the variables that tracing it made. */
  private Graph make(StepGraphs.Key key, Compilation compilation) {
    StepGraphs.MadeStep step = graphs.make(key, compilation);
    if (key.mode() == StepGraphs.Mode.TRAIN) {
      compilation.setSlots(step.slots());
    }
    compilation.state().place();
    return step.graph();
  }

  /** Puts the optimizer's running averages, if it keeps them, in the place of the weights. */
  void adoptAverages(Compilation compilation) {
    compilation.averages().adopt(network);
  }

  /** Exchanges the weights and the optimizer's running averages of them. */
  public void swapAverages(Compilation compilation) {
    compilation.averages().swap(network);
  }

  /** Makes the optimizer's slots without running a step, as restoring them needs. */
  public void makeSlots(Compilation compilation) {
    make(key(compilation, 1), compilation);
  }

  /** The key of a training step, where there is no batch to say the shapes. */
  private StepGraphs.Key key(Compilation compilation, int batchSize) {
    List<Shape> inputs = network.triedInputShapes();
    List<Shape> predictions = network.outputShapes(inputs);
    List<Shape> labels = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      // What labels metrics take without a loss is not known, and they matter little here.
      Loss loss = compilation.outputs().get(i).loss();
      labels.add(loss == null ? null : labelShape(predictions.get(i), loss));
    }
    return new StepGraphs.Key(
        StepGraphs.Mode.TRAIN, batchSize, inputs, Collections.unmodifiableList(labels), null);
  }

  /** The shape of a label that the loss takes, where there is no batch to say it. */
  private static Shape labelShape(Shape prediction, Loss loss) {
    if (!loss.sparseLabels()) {
      return prediction;
    }
    List<Integer> sizes = new ArrayList<>();
    Arrays.stream(prediction.toArray()).forEach(sizes::add);
    int axis = loss.classAxis();
    // Axis 0 is the batch's.
    sizes.remove(axis < 0 ? axis + sizes.size() : axis - 1);
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The memory of training steps of a batch size. */
  public TrainingMemory memory(Compilation compilation, int batchSize) {
    StepGraphs.Key key = key(compilation, batchSize);
    ProgramMemory program = compilation.executables().memory(key, () -> make(key, compilation));
    return memory(compilation, batchSize, program);
  }

  TrainingMemory memory(Compilation compilation, int batchSize, ProgramMemory program) {
    return new TrainingMemory(
        batchSize, network.memory().bytes(), compilation.state().bytes(), program);
  }

  /** Lowers what a key stands for, within a limit if that can be, and gives its memory. */
  ProgramMemory plan(Compilation compilation, StepGraphs.Key key, long arenaBytes) {
    return compilation.executables().plan(key, () -> make(key, compilation), arenaBytes);
  }

  private Step step(Compilation compilation) {
    return new Step(compilation.iterations(), compilation.nextLearningRate(), seed);
  }

  /**
   * Computes features of a batch.
   *
   * @param batch in the model's order
   * @param size the samples of a full batch; fewer are filled up
   * @param training whether the features are those of training or of evaluation
   * @return the numbers of each feature, (size, ...), of which those of the batch count
   */
  List<FloatBuffer> features(
      Compilation compilation, FeatureCut of, List<Tensor> batch, int size, boolean training) {
    inputCheck.check(batch);
    StepGraphs.Key key = StepGraphs.Key.features(of, size, training);
    List<FloatBuffer> features = new ArrayList<>();
    try (Executables.Lease lease =
        compilation.executables().borrow(key, () -> make(key, compilation))) {
      write(batch.stream().map(input -> padded(input, size)).toList(), lease.executable());
      lease.executable().run(Step.NONE);
      for (int i = 0; i < of.shapes().size(); i++) {
        int elements = Math.toIntExact(of.shapes().get(i).elements() * size);
        FloatBuffer numbers = FloatBuffer.allocate(elements);
        lease.executable().read(of.title(i), numbers.duplicate());
        features.add(numbers);
      }
    }
    return features;
  }

  /**
   * Predicts, in batches.
   *
   * @param inputs in the model's order
   * @param name what a sample is called in messages, by its number
   * @param output the layer whose results are wanted, null for the model's outputs
   * @return the predictions of each output, or the results of the layer alone
   */
  List<Tensor> predict(
      Executables executables,
      Compilation compilation,
      List<Tensor> inputs,
      IntFunction<String> name,
      int batchSize,
      String output) {
    inputCheck.check(inputs);
    int n = inputs.get(0).shape().size(0);
    List<Shape> given = eachShape(inputs);
    List<Shape> each =
        output == null
            ? network.outputShapes(given)
            : List.of(network.outputShape(network.find(output), given));
    List<float[]> results = new ArrayList<>();
    for (Shape shape : each) {
      results.add(new float[Math.multiplyExact(n, Math.toIntExact(shape.elements()))]);
    }
    for (int from = 0; from < n; from += batchSize) {
      int count = Math.min(batchSize, n - from);
      int size = n <= batchSize ? roundUp(count, batchSize) : batchSize;
      StepGraphs.Key key = StepGraphs.Key.prediction(size, given, output);
      List<FloatBuffer> numbers = new ArrayList<>();
      for (Tensor input : inputs) {
        numbers.add(padded(input.slice(from, from + count), size));
      }
      if (checksNumerics) {
        int first = from;
        numerics.check(
            executables,
            compilation,
            key,
            Step.NONE,
            executable -> write(numbers, executable),
            count,
            place -> name.apply(first + place));
      }
      try (Executables.Lease lease =
          executables.borrow(key, () -> graphs.make(key, compilation).graph())) {
        Executable executable = lease.executable();
        write(numbers, executable);
        executable.run(Step.NONE);
        for (int i = 0; i < results.size(); i++) {
          int width = Math.toIntExact(each.get(i).elements());
          FloatBuffer rows = FloatBuffer.allocate(size * width);
          executable.read(graphs.names().prediction(i), rows.duplicate());
          rows.get(0, results.get(i), from * width, count * width);
        }
      }
    }
    List<Tensor> predictions = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      predictions.add(Tensor.of(results.get(i), each.get(i).prepend(n)));
    }
    return predictions;
  }

  private void write(List<FloatBuffer> numbers, Executable executable) {
    for (int i = 0; i < numbers.size(); i++) {
      executable.write(graphs.names().x(i), numbers.get(i).duplicate());
    }
  }

  /** Sizes of small batches are powers of two, so that few graphs serve them all. */
  static int roundUp(int count, int batchSize) {
    int power = Integer.highestOneBit(Math.max(1, count));
    return Math.min(batchSize, power == count ? count : 2 * power);
  }

  static FloatBuffer padded(Tensor x, int size) {
    if (x.shape().size(0) == size) {
      return x.buffer();
    }
    FloatBuffer all =
        FloatBuffer.allocate(Math.toIntExact(x.shape().dropFirst().elements() * size));
    all.duplicate().put(x.buffer());
    return all;
  }
}
