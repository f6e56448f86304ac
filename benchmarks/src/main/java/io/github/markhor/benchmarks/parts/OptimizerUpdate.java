package io.github.markhor.benchmarks.parts;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Variable;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.OptimizerStep;
import io.github.markhor.optimizers.RMSprop;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The update of four million weights from a gradient that is there already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptimizerUpdate {
  private static final Shape WEIGHTS = Shape.of(2048, 2048);

  @Param({"sgd", "momentum", "rmsprop", "adam"})
  public String optimizer;

  private BoundGraph bound;
  private long iteration;

  private Optimizer make() {
    return switch (optimizer) {
      case "sgd" -> SGD.of(0.01);
      case "momentum" -> SGD.of(0.01).momentum(0.9);
      case "rmsprop" -> RMSprop.of();
      case "adam" -> Adam.of();
      default ->
          throw new IllegalArgumentException(
              "Expected sgd, momentum, rmsprop or adam. Received: " + optimizer);
    };
  }

  @Setup
  public void lower() {
    Variable weights = new Variable("weights", WEIGHTS);
    Variable gradient = new Variable("gradient", WEIGHTS);
    List<Variable> variables = new ArrayList<>(List.of(weights, gradient));
    Graph graph = new Graph();
    OptimizerStep.apply(
        graph,
        make(),
        List.of(new OptimizerStep.Weight(weights, graph.read(gradient), null)),
        (weight, name, shape, start) -> {
          Variable slot = new Variable(name, shape);
          variables.add(slot);
          return slot;
        });
    bound = new BoundGraph(graph, variables);
    // Memory that was never written reads as one page of zeros, which is always in the cache.
    float[] numbers = new float[Math.toIntExact(WEIGHTS.elements())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 1e-3f * (i % 17 + 1);
    }
    for (Variable variable : variables) {
      int count = Math.toIntExact(variable.shape().elements());
      bound.variables().set(variable, Arrays.copyOf(numbers, count));
    }
  }

  @TearDown
  public void close() {
    bound.close();
  }

  @Benchmark
  public void update() {
    bound.executable().run(new Step(iteration++, 1e-6, 0));
  }
}
