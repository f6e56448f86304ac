package io.github.markhor.backend;

import static io.github.markhor.backend.Comparison.assertSame;
import static io.github.markhor.backend.SideBySide.numbers;

import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Op;
import io.github.markhor.graph.Random.Dropout;
import io.github.markhor.graph.Rewriting;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Memory;
import io.github.markhor.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds a backend to the interpreter: every operation and its gradient, whole programs, and in this
 * class the training of a small network. Each backend has a test that extends it.
 */
public abstract class BackendContract extends ProgramContract {
  private static final int STEPS = 5;

  @TestFactory
  Stream<DynamicTest> graphsDrawnAtRandom() {
    return IntStream.range(0, 210)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed, () -> runRandom(seed, seed < 200 ? 5 : 1009)));
  }

  private void runRandom(int seed, int rows) {
    RandomGraph random = new RandomGraph(seed, rows);
    Graph drawn = random.graph();
    for (Graph graph : List.of(drawn, Rewriting.ofStep(drawn), Rewriting.ofInference(drawn))) {
      new SideBySide(backend(), graph, random.initial(), 1e-4).run(3, random::inputs);
    }
  }

  private void train(SmallNetwork network, Graph graph, double tolerance) {
    new SideBySide(backend(), graph, network.initial(), tolerance).run(STEPS, network::inputs);
  }

  @Test
  void trainsWithMomentum() {
    SmallNetwork network = new SmallNetwork(DType.FLOAT32);
    train(network, network.training(SmallNetwork.Update.MOMENTUM, false), 1e-4);
  }

  @Test
  void trainsWithMomentumRewritten() {
    SmallNetwork network = new SmallNetwork(DType.FLOAT32);
    train(network, network.training(SmallNetwork.Update.MOMENTUM, true), 1e-4);
  }

  @Test
  void trainsWithAdam() {
    SmallNetwork network = new SmallNetwork(DType.FLOAT32);
    train(network, network.training(SmallNetwork.Update.ADAM, true), 1e-3);
  }

  @Test
  void infers() {
    SmallNetwork network = new SmallNetwork(DType.FLOAT32);
    Graph graph = Rewriting.ofInference(network.inference());
    new SideBySide(backend(), graph, network.initial(), 1e-4).run(2, network::inputs);
  }

  @Test
  void trainsTwiceToTheSameBits() {
    SmallNetwork network = new SmallNetwork(DType.FLOAT32);
    List<Map<String, float[]>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      Graph graph = network.training(SmallNetwork.Update.MOMENTUM, true);
      Map<String, float[]> weights = new LinkedHashMap<>();
      try (VariableStore store = SideBySide.store(backend(), network.initial());
          Running running = new Running(backend(), graph, store)) {
        for (int i = 0; i < STEPS; i++) {
          weights.putAll(running.step(network.inputs(i), new Step(i, 0.05, 9)));
        }
        network.initial().keySet().forEach(v -> weights.put(v.name(), store.get(v)));
      }
      runs.add(weights);
    }
    assertSame(runs.get(0), runs.get(1));
  }

  @Test
  void infersOnSeveralThreadsAtOnce() {
    SmallNetwork network = new SmallNetwork(DType.FLOAT32);
    Graph graph = Rewriting.ofInference(network.inference());
    Backend backend = backend();
    Program program = backend.lower(graph);
    try (VariableStore store = SideBySide.store(backend, network.initial())) {
      List<CompletableFuture<List<Map<String, float[]>>>> futures = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        futures.add(CompletableFuture.supplyAsync(() -> predictions(program, store, network)));
      }
      List<Map<String, float[]>> alone = predictions(program, store, network);
      for (CompletableFuture<List<Map<String, float[]>>> future : futures) {
        List<Map<String, float[]>> together = future.join();
        for (int i = 0; i < alone.size(); i++) {
          assertSame(alone.get(i), together.get(i));
        }
      }
    } finally {
      program.close();
    }
  }

  private List<Map<String, float[]>> predictions(
      Program program, VariableStore store, SmallNetwork network) {
    List<Map<String, float[]>> results = new ArrayList<>();
    try (Memory arena = backend().allocate(program.arenaBytes());
        Executable executable = program.bind(arena, store::location)) {
      for (int i = 0; i < 10; i++) {
        network
            .inputs(i)
            .forEach((name, values) -> executable.write(name, FloatBuffer.wrap(values)));
        executable.run(Step.NONE);
        results.add(Running.read(executable, Map.of("probabilities", SmallNetwork.BATCH * 4)));
      }
    }
    return results;
  }

  @Test
  void weightsThatChangeOutsideAreSeen() {
    SmallNetwork network = new SmallNetwork(DType.FLOAT32);
    Graph graph = Rewriting.ofInference(network.inference());
    try (VariableStore store = SideBySide.store(backend(), network.initial());
        Running running = new Running(backend(), graph, store)) {
      running.step(network.inputs(0), Step.NONE);
      Map<Variable, float[]> changed = new LinkedHashMap<>();
      network
          .initial()
          .forEach(
              (variable, values) -> {
                float[] others = numbers(values.length, values.length, 0.1, 0.4);
                changed.put(variable, others);
                store.set(variable, others);
              });
      Map<String, float[]> seen = running.step(network.inputs(0), Step.NONE);
      try (VariableStore fresh = SideBySide.store(backend(), changed);
          Running again = new Running(backend(), graph, fresh)) {
        assertSame(again.step(network.inputs(0), Step.NONE), seen);
      }
    }
  }

  @Test
  void aVariableOfPicturesIsOptimizedThroughAFixedKernel() {
    SmallNetwork network = new SmallNetwork(DType.FLOAT32);
    Variable picture = new Variable("picture", Shape.of(1, 12, 10, 3));
    Map<Variable, float[]> initial = new LinkedHashMap<>(network.initial());
    initial.put(picture, numbers(77, 360, 0, 1));
    new SideBySide(backend(), network.dreaming(picture), initial, 1e-4).run(3, step -> Map.of());
  }

  @Test
  void trainsManyChannelsThroughDropout() {
    Variable first = new Variable("first", Shape.of(3, 3, 3, 16));
    Variable second = new Variable("second", Shape.of(3, 3, 16, 32));
    Map<Variable, float[]> initial = new LinkedHashMap<>();
    initial.put(first, numbers(5, 432, -0.3, 0.3));
    initial.put(second, numbers(6, 4608, -0.1, 0.1));
    Graph graph = new Graph();
    Value x = graph.input("x", Type.float32(Shape.of(3, 9, 7, 3)));
    Window three = Window.same(new int[] {3, 3}, new int[] {1, 1}, new int[] {1, 1}, 9, 7);
    Value hidden = x;
    for (Variable kernel : initial.keySet()) {
      Op convolution = new Convolution.Forward(three, 1, false);
      hidden = graph.apply(convolution, hidden, graph.read(kernel)).output(0).relu();
      Op dropout = new Dropout(graph.nextStream(), 0.3);
      hidden = graph.apply(dropout, hidden, graph.randomKey()).output(0);
    }
    graph.output("dropped", hidden);
    Value loss = hidden.square().mean();
    List<Value> weights = initial.keySet().stream().map(graph::read).toList();
    List<Value> gradients = Gradients.of(loss, weights);
    graph.assign(first, weights.get(0).sub(gradients.get(0)));
    graph.assign(second, weights.get(1).sub(gradients.get(1)));
    new SideBySide(backend(), graph, initial, 1e-4)
        .run(2, step -> Map.of("x", numbers(step, 567, -1, 1)));
  }
}
