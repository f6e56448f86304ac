package io.github.markhor.benchmarks.parts;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Philox's mask for 663,552 numbers, those of 32 pictures of 18×18×64, and its product. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DropoutOfPictures {
  private static final Shape PICTURES = Shape.of(32, 18, 18, 64);

  private BoundGraph bound;
  private long iteration;

  @Setup
  public void lower() {
    Graph graph = new Graph();
    Value x = graph.input("x", Type.float32(PICTURES));
    Random.Dropout dropout = new Random.Dropout(graph.nextStream(), 0.25);
    graph.output("y", graph.apply(dropout, x, graph.randomKey()).output(0));
    bound = new BoundGraph(graph, List.of());
  }

  @TearDown
  public void close() {
    bound.close();
  }

  @Benchmark
  public void mask() {
    bound.executable().run(new Step(iteration++, 0, 7));
  }
}
