package io.github.markhor.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Factors and terms of channels go into the kernel and the bias, and the numbers stay. */
class FoldingTest {
  private static final Window WINDOW =
      Window.same(new int[] {3, 2}, new int[] {2, 1}, new int[] {1, 1}, 7, 5);
  private static final int FILTERS = 6;

  private final Graph graph = new Graph();
  private final Map<Variable, double[]> initial = new LinkedHashMap<>();
  private final Value pictures = graph.input("x", Type.float32(Shape.of(2, 7, 5, 4)));
  private final Value rows = graph.input("rows", Type.float32(Shape.of(6, 7)));

  private Value variable(String name, double low, double high, int... sizes) {
    Variable variable = new Variable(name, Shape.of(sizes));
    initial.put(variable, numbers(name, variable.shape().elements(), low, high));
    return graph.read(variable);
  }

  private static double[] numbers(String name, long count, double low, double high) {
    return new Random(name.hashCode()).doubles(count, low, high).toArray();
  }

  /** The result of a convolution in two groups, (2, 4, 5, 6). */
  private Value convolution(boolean bias, DType dtype) {
    Value kernel = variable("kernel", -1, 1, 3, 2, 2, FILTERS).cast(dtype);
    Op op = new Convolution.Forward(WINDOW, 2, false);
    Value x = pictures.cast(dtype);
    return bias
        ? graph.apply(op, x, kernel, variable("bias", -1, 1, FILTERS).cast(dtype)).output(0)
        : graph.apply(op, x, kernel).output(0);
  }

  /** As the layer BatchNormalization computes in inference. */
  private Value normalized(Value x, int... sizes) {
    int channels = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    Value variance = variable("variance", 0.2, 2, channels);
    Value factor = graph.constant(1).div(variance.add(1e-3).sqrt());
    factor = factor.mul(variable("gamma", -1, 1, channels));
    Value shift = variable("mean", -1, 1, channels).mul(factor).neg();
    shift = shift.add(variable("beta", -1, 1, channels));
    Value wide = x.cast(DType.FLOAT32);
    return wide.mul(factor.reshape(sizes)).add(shift.reshape(sizes)).cast(x.dtype());
  }

  private Map<String, double[]> run(Graph each, double more) {
    Map<String, double[]> inputs =
        Map.of("x", numbers("x", 2 * 7 * 5 * 4, -1, 1), "rows", numbers("rows", 42, -1, 1));
    Map<Variable, double[]> variables = new HashMap<>();
    initial.forEach(
        (variable, values) ->
            variables.put(variable, Arrays.stream(values).map(v -> v + more).toArray()));
    return new Interpreter(each, Precision.EXACT64).run(inputs, variables, Step.NONE);
  }

  /** Rewrites, and compares the numbers, also with other weights. */
  private Graph rewritten(Value y) {
    graph.output("y", y);
    Graph rewritten = Rewriting.ofInference(graph);
    for (double more : new double[] {0, 0.25}) {
      assertArrayEquals(run(graph, more).get("y"), run(rewritten, more).get("y"), 1e-12);
    }
    assertNotEquals(run(rewritten, 0).get("y")[2], run(rewritten, 0.25).get("y")[2]);
    return rewritten;
  }

  /** The labels of nodes that compute as many numbers as the result has. */
  private static List<String> large(Graph rewritten) {
    long elements = rewritten.outputs().get("y").shape().elements();
    return rewritten.schedule().stream()
        .filter(node -> !node.outputs().isEmpty() && node.output(0).shape().elements() == elements)
        .filter(node -> !(node.op() instanceof Leaf))
        .map(node -> node.op().label())
        .toList();
  }

  @Test
  void normalizationAndReluBecomePartsOfTheConvolution() {
    Value y = normalized(convolution(true, DType.FLOAT32), FILTERS).relu();
    assertEquals(List.of("Convolution+ReLU"), large(rewritten(y)));
  }

  @Test
  void aConvolutionWithoutBiasGetsOne() {
    Value y = normalized(convolution(false, DType.FLOAT32), FILTERS);
    assertEquals(List.of("Convolution"), large(rewritten(y)));
  }

  @Test
  void halvesAreScaledBeforeTheyAreRounded() {
    Value y = normalized(convolution(true, DType.BFLOAT16), FILTERS).relu();
    Graph rewritten = rewritten(y);
    assertEquals(List.of("Convolution+ReLU", "Cast"), large(rewritten));
    Node convolution =
        rewritten.schedule().stream()
            .filter(node -> node.op() instanceof Convolution.Forward)
            .findFirst()
            .orElseThrow();
    assertEquals(DType.BFLOAT16, convolution.output(0).dtype());
    assertEquals(DType.FLOAT32, convolution.input(1).node().input(0).dtype());
  }

  @Test
  void channelsThatWereMovedAreFollowed() {
    Value y = normalized(convolution(true, DType.FLOAT32).transpose(0, 3, 1, 2), FILTERS, 1, 1);
    assertEquals(List.of("Convolution", "Transpose"), large(rewritten(y)));
  }

  @Test
  void denseLayersAreScaledWhereTheBatchIsLarge() {
    Value kernel = variable("dense", -1, 1, 7, 3);
    Value bias = variable("bias", -1, 1, 3);
    Value y = graph.apply(new MatMul(false, false), rows, kernel, bias).output(0);
    assertEquals(List.of("MatMul", "Reshape"), large(rewritten(normalized(y.reshape(2, 3, 3), 3))));
  }

  @Test
  void differencesAndQuotientsAreTermsAndFactors() {
    Value y = convolution(true, DType.FLOAT32);
    y = y.sub(variable("mean", -1, 1, FILTERS)).div(variable("deviation", 1, 2, 1, 1, 1, FILTERS));
    assertEquals(List.of("Convolution"), large(rewritten(y)));
  }

  @Test
  void oneFilterAndOneNumberForAllFilters() {
    Value kernel = variable("kernel", -1, 1, 3, 2, 4, 1);
    Op op = new Convolution.Forward(WINDOW, 1, false);
    Value y = graph.apply(op, pictures, kernel).output(0).mul(2.5);
    assertEquals(List.of("Convolution"), large(rewritten(normalized(y, 1))));
  }

  @Test
  void whatIsReadTwiceStaysAsItIs() {
    Value y = convolution(true, DType.FLOAT32);
    Graph rewritten = rewritten(normalized(y, FILTERS).add(y));
    assertEquals(List.of("Convolution", "MUL", "ADD", "ADD"), large(rewritten));
  }

  @Test
  void aKernelMuchLargerThanTheResultStaysAsItIs() {
    Value kernel = variable("dense", -1, 1, 7, 3);
    Value few = graph.input("rows", Type.float32(Shape.of(6, 7))).sum(0).reshape(1, 7);
    Value y = graph.apply(new MatMul(false, false), few, kernel).output(0);
    Graph rewritten = rewritten(normalized(y, 3));
    assertEquals(1, large(rewritten).stream().filter("MatMul"::equals).count());
    Node product =
        rewritten.schedule().stream()
            .filter(node -> node.op() instanceof MatMul)
            .findFirst()
            .orElseThrow();
    assertEquals("Read dense", product.input(1).node().op().label());
  }

  @Test
  void numbersOfOtherAxesOrOfTheBatchStayWhereTheyAre() {
    Value y = convolution(true, DType.FLOAT32).mul(variable("columns", -1, 1, 5, 1));
    Value each = y.mul(pictures.mean(1, 2, 3).reshape(2, 1, 1, 1));
    assertEquals(List.of("Convolution", "MUL", "MUL"), large(rewritten(each)));
  }

  @Test
  void behindAnActivationFewChannelsStayAsTheyAre() {
    Value y = normalized(convolution(true, DType.FLOAT32).relu(), FILTERS);
    assertEquals(List.of("Convolution+ReLU", "MUL", "ADD"), large(rewritten(y)));
  }

  private Value eightChannels(DType dtype) {
    Value kernel = variable("kernel", -1, 1, 3, 2, 4, 8).cast(dtype);
    Op op = new Convolution.Forward(WINDOW, 1, false);
    return graph.apply(op, pictures.cast(dtype), kernel).output(0);
  }

  @Test
  void behindAnActivationPicturesGetAConvolutionOfTheirOwn() {
    Value y = normalized(eightChannels(DType.FLOAT32).relu(), 8).relu();
    assertEquals(List.of("Convolution+ReLU", "Convolution+ReLU"), large(rewritten(y)));
  }

  @Test
  void soDoPicturesThatAreReadTwice() {
    Value y = eightChannels(DType.FLOAT32);
    Graph rewritten = rewritten(normalized(y, 8).add(y));
    assertEquals(List.of("Convolution", "Convolution", "ADD"), large(rewritten));
  }

  @Test
  void soDoHalves() {
    Value y = normalized(eightChannels(DType.BFLOAT16).relu(), 8);
    assertEquals(List.of("Convolution+ReLU", "Convolution", "Cast"), large(rewritten(y)));
  }

  @Test
  void soDoPicturesMuchSmallerThanTheirKernel() {
    Window all = Window.valid(new int[] {7, 5}, new int[] {1, 1}, new int[] {1, 1});
    Value kernel = variable("kernel", -1, 1, 7, 5, 4, 8);
    Value y = graph.apply(new Convolution.Forward(all, 1, false), pictures, kernel).output(0);
    Graph rewritten = rewritten(normalized(y, 8));
    assertEquals(2, large(rewritten).stream().filter("Convolution"::equals).count());
  }
}
