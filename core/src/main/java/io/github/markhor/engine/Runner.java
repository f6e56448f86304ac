package io.github.markhor.engine;

import io.github.markhor.backend.Executable;
import io.github.markhor.backend.OperationProfile;
import io.github.markhor.backend.ProgramMemory;
import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.network.Network;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ObjLongConsumer;

/** Runs single steps of a model: one batch in, weights and sums changed or predictions out. */
public final class Runner {
  private final Network network;
  private final StepGraphs graphs;
  private final long seed;
  private final NumericsCheck numerics;
  private volatile boolean checksNumerics;

  Runner(Network network, StepGraphs graphs, long seed) {
    this.network = network;
    this.graphs = graphs;
    this.seed = seed;
    this.numerics = new NumericsCheck(graphs);
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
      numerics.check(
          compilation.executables(),
          compilation,
          key(compilation, mode, batch),
          step(compilation),
          executable -> write(batch, weights, executable),
          batch.size(),
          batch::sample);
    }
  }

  /** The key of a batch's step, if the batch fits the model. */
  private StepGraphs.Key key(Compilation compilation, StepGraphs.Mode mode, Batch batch) {
    if (batch.y() == null) {
      throw new IllegalArgumentException("Expected labels to train or evaluate. Received: none");
    }
    checkInput(batch.single().x().shape());
    new NumberCheck(network, compilation.loss()).batch(batch);
    return new StepGraphs.Key(
        mode, batch.size(), batch.x().shape().dropFirst(), batch.y().shape().dropFirst(), null);
  }

  private Executables.Lease write(
      Compilation compilation, StepGraphs.Mode mode, Batch batch, LabelWeights weights) {
    StepGraphs.Key key = key(compilation, mode, batch);
    Executables.Lease lease = compilation.executables().borrow(key, () -> make(key, compilation));
    try {
      write(batch, weights, lease.executable());
      return lease;
    } catch (RuntimeException | Error wrong) {
      lease.close();
      throw wrong;
    }
  }

  private static void write(Batch batch, LabelWeights weights, Executable executable) {
    write(batch.x(), executable, StepGraphs.X);
    write(batch.y(), executable, StepGraphs.Y);
    executable.write(StepGraphs.SAMPLE_WEIGHT, weights.of(batch));
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
    return StepGraphs.Key.training(batchSize, network.triedInputShape(), labelShape(compilation));
  }

  /** The shape of a label that the loss takes, where there is no batch to say it. */
  private Shape labelShape(Compilation compilation) {
    Shape prediction = network.outputShape(network.triedInputShape());
    if (!compilation.loss().sparseLabels()) {
      return prediction;
    }
    List<Integer> sizes = new ArrayList<>();
    Arrays.stream(prediction.toArray()).forEach(sizes::add);
    int axis = compilation.loss().classAxis();
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
   * Predicts, in batches.
   *
   * @param name what a sample is called in messages, by its number
   * @param output the layer whose results are wanted, null for the last
   */
  Tensor predict(
      Executables executables,
      Compilation compilation,
      Tensor x,
      IntFunction<String> name,
      int batchSize,
      String output) {
    checkInput(x.shape());
    int n = x.shape().size(0);
    Shape input = x.shape().dropFirst();
    Shape each =
        output == null
            ? network.outputShape(input)
            : network.outputShape(network.find(output), input);
    int width = Math.toIntExact(each.elements());
    float[] result = new float[Math.multiplyExact(n, width)];
    for (int from = 0; from < n; from += batchSize) {
      int count = Math.min(batchSize, n - from);
      int size = n <= batchSize ? roundUp(count, batchSize) : batchSize;
      StepGraphs.Key key = StepGraphs.Key.prediction(size, input, output);
      FloatBuffer inputs = padded(x.slice(from, from + count), size);
      if (checksNumerics) {
        int first = from;
        numerics.check(
            executables,
            compilation,
            key,
            Step.NONE,
            executable -> executable.write(StepGraphs.X, inputs.duplicate()),
            count,
            place -> name.apply(first + place));
      }
      try (Executables.Lease lease =
          executables.borrow(key, () -> graphs.make(key, compilation).graph())) {
        Executable executable = lease.executable();
        executable.write(StepGraphs.X, inputs);
        executable.run(Step.NONE);
        FloatBuffer rows = FloatBuffer.allocate(size * width);
        executable.read(StepGraphs.PREDICTION, rows.duplicate());
        rows.get(0, result, from * width, count * width);
      }
    }
    return Tensor.of(result, each.prepend(n));
  }

  /** Sizes of small batches are powers of two, so that few graphs serve them all. */
  private static int roundUp(int count, int batchSize) {
    int power = Integer.highestOneBit(Math.max(1, count));
    return Math.min(batchSize, power == count ? count : 2 * power);
  }

  private static FloatBuffer padded(Tensor x, int size) {
    if (x.shape().size(0) == size) {
      return x.buffer();
    }
    FloatBuffer all =
        FloatBuffer.allocate(Math.toIntExact(x.shape().dropFirst().elements() * size));
    all.duplicate().put(x.buffer());
    return all;
  }

  void checkInput(Shape batch) {
    Shape expected = network.inputShape();
    if (batch.rank() != expected.rank() + 1 || !expected.matches(batch.dropFirst())) {
      throw new IllegalArgumentException(
          "Expected inputs of shape "
              + expected
              + " behind the number of samples, as the model's"
              + " first layer says"
              + remedy(batch, expected)
              + ". Received: "
              + batch);
    }
    if (batch.size(0) == 0) {
      throw new IllegalArgumentException("Expected at least one sample. Received: " + batch);
    }
  }

  /** What helps, as the end of a sentence; empty where that cannot be told. */
  private static String remedy(Shape batch, Shape expected) {
    if (batch.equals(expected)) {
      return "; a single sample gets its number by reshape" + expected.prepend(1);
    }
    if (!expected.isKnown() || batch.rank() == 0 || batch.size(0) == 0) {
      return "";
    }
    Shape wanted = expected.prepend(batch.size(0));
    if (batch.rank() == 4
        && expected.rank() == 3
        && batch
            .dropFirst()
            .equals(Shape.of(expected.size(2), expected.size(0), expected.size(1)))) {
      return "; the channels of pictures come last, as " + wanted;
    }
    return batch.elements() == wanted.elements()
        ? "; the same numbers in that shape are given by reshape" + wanted
        : "";
  }
}
