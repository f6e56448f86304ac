package io.github.markhor.backend;

import static io.github.markhor.backend.Comparison.assertSame;
import static io.github.markhor.backend.SideBySide.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Memory;
import io.github.markhor.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Holds a backend to the promises of programs beyond single operations: variables, arenas, outputs.
 */
public abstract class ProgramContract extends OperationContract {
  private static Type vector(int size) {
    return Type.float32(Shape.of(size));
  }

  private void compare(Graph graph, Map<Variable, float[]> variables, int steps) {
    new SideBySide(backend(), graph, variables, 1e-5)
        .run(steps, step -> Map.of("x", numbers(step, 7, -2, 2)));
  }

  @Test
  void variablesAreSwapped() {
    Variable a = new Variable("a", Shape.of(2, 3));
    Variable b = new Variable("b", Shape.of(2, 3));
    Graph graph = new Graph();
    graph.assign(a, graph.read(b));
    graph.assign(b, graph.read(a));
    compare(graph, Map.of(a, numbers(1, 6, 0, 1), b, numbers(2, 6, 5, 9)), 3);
  }

  @Test
  void variablesAreSwappedThroughReshapes() {
    Variable a = new Variable("a", Shape.of(2, 3));
    Variable b = new Variable("b", Shape.of(6));
    Graph graph = new Graph();
    graph.assign(a, graph.read(b).reshape(2, 3));
    graph.assign(b, graph.read(a).stopGradient().reshape(6));
    compare(graph, Map.of(a, numbers(1, 6, 0, 1), b, numbers(2, 6, 5, 9)), 3);
  }

  @Test
  void variablesTurnInARing() {
    List<Variable> ring = new ArrayList<>();
    Map<Variable, float[]> initial = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      ring.add(new Variable("v" + i, Shape.of(5)));
      initial.put(ring.get(i), numbers(i, 5, i, i + 1));
    }
    Graph graph = new Graph();
    for (int i = 0; i < 4; i++) {
      graph.assign(ring.get(i), graph.read(ring.get((i + 1) % 4)).add(i % 2));
    }
    compare(graph, initial, 5);
  }

  @Test
  void readsSeeTheStartOfTheStepEvenAsOutputs() {
    Variable v = new Variable("v", Shape.of(7));
    Graph graph = new Graph();
    Value read = graph.read(v);
    graph.assign(v, read.mul(graph.input("x", vector(7))));
    graph.output("before", read);
    graph.output("view", read.reshape(7, 1));
    graph.output("later", graph.assignments().get(v).exp().add(read));
    compare(graph, Map.of(v, numbers(3, 7, 1, 2)), 3);
  }

  @Test
  void whatIsAssignedMayBeAnythingAndBeUsedElsewhere() {
    Graph graph = new Graph();
    Value x = graph.input("x", vector(7));
    Value y = x.exp();
    Map<Variable, float[]> initial = new LinkedHashMap<>();
    Value[] sources = {
      x,
      y,
      y,
      y.reshape(7, 1).reshape(7),
      graph.constant(vector(7), 2.5f),
      graph.constant(vector(7), 1, 2, 3, 4, 5, 6, 7),
      y.sum().broadcastTo(Shape.of(7)),
    };
    for (int i = 0; i < sources.length; i++) {
      Variable variable = new Variable("v" + i, Shape.of(7));
      initial.put(variable, new float[7]);
      graph.assign(variable, sources[i]);
    }
    Variable rate = new Variable("rate", Shape.of());
    initial.put(rate, new float[1]);
    graph.assign(rate, graph.scalar("rate", Step::learningRate));
    graph.output("y", y);
    graph.output("z", y.add(x));
    compare(graph, initial, 2);
  }

  @Test
  void variablesAccumulateAndOthersStay() {
    Variable total = new Variable("total", Shape.of());
    Variable count = new Variable("count", Shape.of());
    Variable kept = new Variable("kept", Shape.of(7));
    Graph graph = new Graph();
    Value x = graph.input("x", vector(7));
    graph.assign(total, graph.read(total).add(x.mul(graph.read(kept)).sum()));
    graph.assign(count, graph.read(count).add(1));
    compare(graph, Map.of(total, new float[1], count, new float[1], kept, numbers(4, 7, 1, 2)), 4);
  }

  @Test
  void outputsMayBeAnything() {
    Variable v = new Variable("v", Shape.of(7));
    Graph graph = new Graph();
    Value x = graph.input("x", vector(7));
    Value y = x.square();
    graph.output("input", x);
    graph.output("inputAgain", x);
    graph.output("inputReshaped", x.reshape(1, 7));
    graph.output("variable", graph.read(v));
    graph.output("constant", graph.constant(vector(3), 1, 5, 2));
    graph.output("uniformConstant", graph.constant(vector(3), -4));
    graph.output("scalar", graph.scalar("iteration", step -> step.iteration() + 0.25));
    graph.output("y", y);
    graph.output("yReshaped", y.reshape(7, 1));
    graph.output("yStopped", y.stopGradient());
    graph.output("afterY", y.exp().add(y));
    graph.output("whole", x.cast(DType.INT32));
    compare(graph, Map.of(v, numbers(5, 7, 0, 1)), 2);
  }

  @Test
  void valuesSurviveUntilTheirLastUse() {
    Graph graph = new Graph();
    Value x = graph.input("x", vector(7));
    List<Value> kept = new ArrayList<>();
    Value y = x;
    for (int i = 0; i < 12; i++) {
      y = i % 3 == 0 ? y.tanh() : i % 3 == 1 ? y.add(x) : y.mul(kept.get(i - 2));
      kept.add(y);
    }
    Value all = x.reshape(7, 1).reshape(7);
    for (int i = 0; i < kept.size(); i++) {
      all = all.add(kept.get(i).mul(i + 1));
    }
    graph.output("all", all);
    graph.output("same", x.square().add(x.square()).mul(x.square()));
    compare(graph, Map.of(), 2);
  }

  @Test
  void scalarsFollowTheStep() {
    Graph graph = new Graph();
    Value x = graph.input("x", vector(7));
    graph.output("rate", x.mul(graph.scalar("rate", Step::learningRate)));
    graph.output("turns", x.add(graph.scalar("turns", step -> Math.sqrt(step.iteration()))));
    compare(graph, Map.of(), 3);
  }

  @Test
  void inputsThatAreNotNeededAreIgnored() {
    Graph graph = new Graph();
    graph.input("dead", vector(9)).exp();
    graph.output("y", graph.input("x", vector(7)).neg());
    new SideBySide(backend(), graph, Map.of(), 0)
        .run(
            1,
            step ->
                Map.of("dead", new float[9], "unheardOf", new float[2], "x", numbers(6, 7, 0, 1)));
  }

  @Test
  void drawsDifferByStreamAndIteration() {
    Graph graph = new Graph();
    Value ones = graph.input("x", vector(200));
    for (int stream = 0; stream < 2; stream++) {
      graph.output(
          "mask" + stream,
          graph.apply(new Random.Dropout(stream, 0.5), ones, graph.randomKey()).output(0));
    }
    float[] x = new float[200];
    Arrays.fill(x, 1);
    try (Running running = new Running(backend(), graph)) {
      Map<String, float[]> first = running.step(Map.of("x", x), new Step(0, 0, 5));
      Map<String, float[]> next = running.step(Map.of("x", x), new Step(1, 0, 5));
      Map<String, float[]> other = running.step(Map.of("x", x), new Step(0, 0, 6));
      assertFalse(Arrays.equals(first.get("mask0"), first.get("mask1")));
      assertFalse(Arrays.equals(first.get("mask0"), next.get("mask0")));
      assertFalse(Arrays.equals(first.get("mask0"), other.get("mask0")));
      assertSame(first, running.step(Map.of("x", x), new Step(0, 0, 5)));
    }
  }

  @Test
  void oneProgramServesSeveralArenasAndVariables() {
    Variable v = new Variable("v", Shape.of(7));
    Graph graph = new Graph();
    Value sum = graph.read(v).add(graph.input("x", vector(7)).exp().exp());
    graph.assign(v, sum);
    graph.output("sum", sum.tanh());
    Map<String, Integer> outputs = Map.of("sum", 7);
    float[] x = numbers(7, 7, -1, 0.5);
    Backend backend = backend();
    Program program = backend.lower(graph);
    try (VariableStore one = SideBySide.store(backend, Map.of(v, new float[7]));
        VariableStore two = SideBySide.store(backend, Map.of(v, new float[7]));
        Memory arena1 = backend.allocate(program.arenaBytes());
        Memory arena2 = backend.allocate(program.arenaBytes() + 4096);
        Executable first = program.bind(arena1, one::location);
        Executable second = program.bind(arena2, two::location)) {
      first.write("x", FloatBuffer.wrap(x));
      second.write("x", FloatBuffer.wrap(new float[7]));
      first.run(Step.NONE);
      second.run(Step.NONE);
      float[] e = new float[7];
      Arrays.fill(e, (float) Math.E);
      Comparison.assertNear("two", Comparison.doubles(e), two.get(v), 1e-5, 0);
      Map<String, float[]> before = Running.read(first, outputs);
      assertFalse(Arrays.equals(before.get("sum"), Running.read(second, outputs).get("sum")));
      two.set(v, new float[7]);
      second.write("x", FloatBuffer.wrap(x));
      second.run(Step.NONE);
      assertSame(before, Running.read(second, outputs));
      assertSame(before, Running.read(first, outputs));
      assertArrayEquals(one.get(v), two.get(v));
    } finally {
      program.close();
      program.close();
    }
  }

  @Test
  void twoProgramsShareAnArenaAndVariables() {
    Variable v = new Variable("v", Shape.of(7));
    Graph training = new Graph();
    training.assign(v, training.read(v).add(training.input("x", vector(7))));
    training.output("before", training.read(v).exp());
    Graph inference = new Graph();
    inference.output("y", inference.read(v).mul(inference.input("x", vector(7))).exp().neg());
    Backend backend = backend();
    Program trains = backend.lower(training);
    Program infers = backend.lower(inference);
    try (VariableStore store = SideBySide.store(backend, Map.of(v, new float[7]));
        Memory arena = backend.allocate(Math.max(trains.arenaBytes(), infers.arenaBytes()));
        Executable train = trains.bind(arena, store::location);
        Executable infer = infers.bind(arena, store::location)) {
      float[] x = {1, -1, 0.5f, 2, 0.25f, -0.5f, 0};
      float[] expected = new float[7];
      for (int step = 0; step < 3; step++) {
        train.write("x", FloatBuffer.wrap(x));
        train.run(Step.NONE);
        infer.write("x", FloatBuffer.wrap(x));
        infer.run(Step.NONE);
        for (int i = 0; i < 7; i++) {
          expected[i] = (float) -Math.exp((step + 1) * x[i] * x[i]);
        }
        Comparison.assertNear(
            "y",
            Comparison.doubles(expected),
            Running.read(infer, Map.of("y", 7)).get("y"),
            1e-5,
            0);
      }
    } finally {
      trains.close();
      infers.close();
    }
  }

  @Test
  void profilingComputesTheSameAndNamesEveryOperation() {
    Graph graph = new Graph();
    Value x = graph.input("x", vector(7));
    graph.output("y", x.tanh().sum());
    float[] numbers = numbers(8, 7, -1, 1);
    try (Running running = new Running(backend(), graph)) {
      Map<String, float[]> plain = running.step(Map.of("x", numbers), Step.NONE);
      List<String> labels = new ArrayList<>();
      running.executable().write("x", FloatBuffer.wrap(numbers));
      running
          .executable()
          .profile(
              Step.NONE,
              (operation, nanos) -> {
                assertFalse(nanos < 0);
                labels.add(operation.label());
              });
      assertSame(plain, Running.read(running.executable(), Map.of("y", 1)));
      assertFalse(labels.isEmpty());
      assertEquals(0, labels.stream().filter(String::isBlank).count());
    }
  }
}
