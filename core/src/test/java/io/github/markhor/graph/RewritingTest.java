package io.github.markhor.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.Random.Dropout;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Holds rewritten graphs to the ones they come from. */
class RewritingTest {
  private static final Window THREE =
      Window.same(new int[] {3, 3}, new int[] {1, 1}, new int[] {1, 1}, 7, 5);
  private static final Window POOL =
      Window.same(new int[] {2, 2}, new int[] {2, 2}, new int[] {1, 1}, 7, 5);

  private final Graph graph = new Graph();
  private final Variable kernel = new Variable("kernel", Shape.of(3, 3, 3, 4));
  private final Value x = graph.input("x", Type.float32(Shape.of(2, 7, 5, 3)));

  private Value convolution() {
    return graph.apply(new Convolution.Forward(THREE, 1, false), x, graph.read(kernel)).output(0);
  }

  private Value pooled(Value value) {
    return graph.apply(new Pooling.Max(POOL), value).output(0);
  }

  private static long count(Graph graph, Predicate<Op> which) {
    return graph.schedule().stream().filter(node -> which.test(node.op())).count();
  }

  private static boolean isRelu(Op op) {
    return op.equals(new Unary(Unary.Kind.RELU));
  }

  private static boolean isFused(Op op) {
    return op instanceof Convolution.Forward forward && forward.relu();
  }

  private Map<String, double[]> run(Graph graph) {
    Map<String, double[]> inputs = Map.of("x", numbers(1, 2 * 7 * 5 * 3));
    Map<Variable, double[]> variables = new HashMap<>(Map.of(kernel, numbers(2, 108)));
    Map<String, double[]> outputs =
        new HashMap<>(new Interpreter(graph, Precision.EXACT64).run(inputs, variables, Step.NONE));
    outputs.put("kernel", variables.get(kernel));
    return outputs;
  }

  private static double[] numbers(int seed, int count) {
    return new Random(seed).doubles(count, -1, 1).toArray();
  }

  private void assertSameResults(Graph expected, Graph actual) {
    Map<String, double[]> numbers = run(actual);
    run(expected)
        .forEach((name, values) -> assertArrayEquals(values, numbers.get(name), 1e-12, name));
  }

  @Test
  void reluComesAfterMaxPoolingWithTheSameGradients() {
    Value loss = pooled(convolution().relu()).square().add(1).log().sum();
    graph.output("loss", loss);
    graph.assign(new Variable("unused", Shape.of()), loss);
    Graph rewritten = Rewriting.beforeGradients(graph);
    Node pool =
        rewritten.schedule().stream()
            .filter(node -> node.op() instanceof Pooling.Max)
            .findFirst()
            .orElseThrow();
    assertEquals(Convolution.Forward.class, pool.input(0).node().op().getClass());
    assertEquals(1, count(rewritten, RewritingTest::isRelu));
    for (Graph each : List.of(graph, rewritten)) {
      Value read = each.read(kernel);
      Value gradient = Gradients.of(each.outputs().get("loss"), List.of(read)).get(0);
      each.output("gradient", gradient);
      each.assign(kernel, read.sub(gradient));
    }
    assertSameResults(graph, rewritten);
    assertNotEquals(0, run(graph).get("gradient")[0]);
  }

  @Test
  void reluStaysWhereItIsAlsoReadElsewhere() {
    Value relu = convolution().relu();
    graph.output("y", pooled(relu));
    graph.output("maps", relu);
    Graph rewritten = Rewriting.beforeGradients(graph);
    assertEquals(graph.toString(), rewritten.toString());
  }

  @Test
  void reluIsFusedIntoTheConvolutionBeforeItInAWholeStep() {
    Value loss = convolution().relu().square().mean();
    graph.output("loss", loss);
    Value read = graph.read(kernel);
    graph.assign(kernel, read.sub(Gradients.of(loss, List.of(read)).get(0)));
    Graph rewritten = Rewriting.ofStep(graph);
    assertEquals(1, count(rewritten, RewritingTest::isFused));
    assertEquals(0, count(rewritten, RewritingTest::isRelu));
    assertSameResults(graph, rewritten);
  }

  @Test
  void aConvolutionWhoseResultIsAnOutputKeepsIt() {
    Value y = convolution();
    graph.output("y", y);
    graph.output("relu", y.relu());
    Graph rewritten = Rewriting.ofStep(graph);
    assertEquals(0, count(rewritten, RewritingTest::isFused));
    assertSameResults(graph, rewritten);
  }

  @Test
  void aConvolutionWhoseResultIsReadTwiceIsNotFused() {
    Value y = convolution();
    graph.output("y", y.relu().add(y));
    Graph rewritten = Rewriting.ofStep(graph);
    assertEquals(0, count(rewritten, RewritingTest::isFused));
    assertSameResults(graph, rewritten);
  }

  @Test
  void reluOfReluIsFusedOnce() {
    graph.output("y", convolution().relu().relu());
    Graph rewritten = Rewriting.ofStep(graph);
    assertEquals(1, count(rewritten, RewritingTest::isFused));
    assertSameResults(graph, rewritten);
  }

  @Test
  void namesVariablesAndStreamsStay() {
    int stream = graph.nextStream();
    Value key = graph.randomKey();
    Dropout dropout = new Dropout(stream, 0.5);
    graph.output("first", graph.apply(dropout, x, key).output(0));
    graph.output("second", graph.scalar("rate", Step::learningRate));
    Variable v = new Variable("v", Shape.of(3, 3, 3, 4));
    graph.assign(v, graph.read(kernel));
    Graph rewritten = Rewriting.ofStep(Rewriting.beforeGradients(graph));
    assertEquals(graph.outputs().keySet(), rewritten.outputs().keySet());
    assertEquals(graph.assignments().keySet(), rewritten.assignments().keySet());
    assertEquals(graph.toString().length(), rewritten.toString().length());
    assertNotEquals(stream, rewritten.nextStream());
    assertSameResults(graph, rewritten);
  }

  @Test
  void reluAfterMaxPoolingIsFusedIntoTheConvolutionBeforeItWithTheSameGradients() {
    Value loss = pooled(convolution()).relu().square().add(1).log().sum();
    graph.output("loss", loss);
    Value gradient = Gradients.of(loss, List.of(graph.read(kernel))).get(0);
    graph.assign(kernel, graph.read(kernel).sub(gradient.mul(0.1)));
    Graph rewritten = Rewriting.ofStep(graph);
    assertEquals(1, count(rewritten, RewritingTest::isFused));
    assertEquals(0, count(rewritten, RewritingTest::isRelu));
    assertEquals(1, count(rewritten, op -> op instanceof Pooling.Max));
    assertSameResults(graph, rewritten);
  }
}
