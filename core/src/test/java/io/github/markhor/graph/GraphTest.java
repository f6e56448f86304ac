package io.github.markhor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds which nodes a graph finds again, and which it refuses. */
class GraphTest {
  private final Graph graph = new Graph();
  private final Value x = graph.input("x", Type.float32(Shape.of(2, 3)));

  @Test
  void equalOperationsOnEqualInputsAreOneNode() {
    assertSame(x.exp(), x.exp());
    assertSame(x.add(2.5), x.add(2.5));
    assertSame(x.sum(0), x.sum(-2));
    assertSame(x, graph.input("x", Type.float32(Shape.of(2, 3))));
    assertSame(
        graph.constant(Type.float32(Shape.of(2)), 1, 2),
        graph.constant(Type.float32(Shape.of(2)), 1, 2));
    assertNotSame(x.exp(), x.exp().exp());
    assertNotSame(x.sub(x.exp()), x.exp().sub(x));
    assertNotSame(
        graph.constant(Type.float32(Shape.of(2)), 1, 2),
        graph.constant(Type.float32(Shape.of(2)), 1, 3));
    assertNotSame(graph.constant(0.0), graph.constant(-0.0));
  }

  @Test
  void reluTwiceIsReluOnce() {
    Graph graph = new Graph();
    Value x = graph.input("x", Type.float32(Shape.of(3)));
    assertSame(x.relu(), x.relu().relu());
  }

  @Test
  void drawsOfDifferentStreamsAreDifferent() {
    Shape shape = Shape.of(4);
    Value key = graph.randomKey();
    int first = graph.nextStream();
    int second = graph.nextStream();
    assertSame(
        graph.apply(new Random.Uniform(first, shape), key),
        graph.apply(new Random.Uniform(first, shape), key));
    assertNotSame(
        graph.apply(new Random.Uniform(first, shape), key),
        graph.apply(new Random.Uniform(second, shape), key));
  }

  @Test
  void listsOfInputsAreCopied() {
    List<Value> inputs = new ArrayList<>(List.of(x));
    Node node = graph.apply(new Unary(Unary.Kind.EXP), inputs);
    inputs.set(0, x.neg());
    assertSame(node, x.exp().node());
    assertEquals(List.of(x), node.inputs());
  }

  @Test
  void mistakesAreRefused() {
    Value other = new Graph().input("x", Type.float32(Shape.of(2, 3)));
    assertThrows(IllegalArgumentException.class, () -> x.add(other));
    assertThrows(
        IllegalArgumentException.class, () -> graph.input("x", Type.float32(Shape.of(3, 2))));
    graph.output("y", x);
    assertThrows(IllegalArgumentException.class, () -> graph.output("y", x.neg()));
    assertThrows(
        IllegalArgumentException.class, () -> x.add(graph.constant(Type.float32(Shape.of(2)), 1)));
    assertThrows(IllegalArgumentException.class, () -> x.add(x.cast(DType.BFLOAT16)));
    assertThrows(IllegalArgumentException.class, () -> x.reshape(5));
    assertThrows(IllegalArgumentException.class, () -> x.matMul(x));
    assertThrows(IllegalArgumentException.class, () -> x.sum(2));
    assertThrows(IllegalArgumentException.class, () -> x.transpose(0, 0));
    assertThrows(IllegalArgumentException.class, () -> x.broadcastTo(Shape.of(3)));
    assertThrows(IllegalArgumentException.class, () -> Gradients.of(x, List.of(x)));
    Window one = Window.valid(new int[] {1, 1}, new int[] {1, 1}, new int[] {1, 1});
    Value pictures = x.reshape(1, 2, 1, 3);
    Value kernel = graph.constant(Type.float32(Shape.of(1, 1, 3, 2)), 1);
    Value bias = graph.constant(new Type(Shape.of(2), DType.BFLOAT16), 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> graph.apply(new Convolution.Forward(one, 1, false), pictures, kernel, bias));
    assertThrows(
        IllegalArgumentException.class, () -> graph.assign(new Variable("v", Shape.of(3, 2)), x));
  }

  @Test
  void differentiatingByAValueAddsNothingBelowIt() {
    Value inner = x.exp();
    Value loss = inner.square().sum();
    Gradients.of(loss, List.of(inner));
    // The gradient of exp would be a product with its result.
    long products =
        graph.nodes().stream()
            .filter(node -> node.op().equals(new Binary(Binary.Kind.MUL)))
            .filter(node -> node.input(1) == inner)
            .count();
    assertEquals(0, products);
  }
}
