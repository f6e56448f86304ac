package io.github.markhor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the order in which nodes are computed, and which nodes are left out. */
class ScheduleTest {
  private final Graph graph = new Graph();
  private final Variable v = new Variable("v", Shape.of(6));
  private final Value x = graph.input("x", Type.float32(Shape.of(6)));

  private int position(Op op) {
    List<Node> schedule = graph.schedule();
    for (int i = 0; i < schedule.size(); i++) {
      if (schedule.get(i).op().equals(op)) {
        return i;
      }
    }
    throw new AssertionError(op + " is not in\n" + graph);
  }

  private int position(Value value) {
    return graph.schedule().indexOf(value.node());
  }

  private boolean scheduled(Class<? extends Op> op) {
    return graph.schedule().stream().anyMatch(node -> op.isInstance(node.op()));
  }

  @Test
  void inputsComeBeforeWhatReadsThem() {
    Variable w = new Variable("w", Shape.of(6));
    graph.assign(v, graph.read(w).add(x));
    graph.assign(w, graph.read(v).mul(x).exp());
    graph.output("y", graph.latest(v).add(graph.latest(w)));
    List<Node> schedule = graph.schedule();
    for (Node node : schedule) {
      for (Value input : node.inputs()) {
        assertTrue(schedule.indexOf(input.node()) < schedule.indexOf(node), node.toString());
      }
    }
    assertEquals(schedule.size(), schedule.stream().distinct().count());
  }

  @Test
  void anAssignmentWaitsForReadersThatWereTracedAfterIt() {
    graph.assign(v, x);
    Value late = graph.read(v).exp();
    Value later = graph.read(v).mul(late.neg());
    graph.output("y", later);
    assertTrue(position(new Assign(v)) > position(late));
    assertTrue(position(new Assign(v)) > position(later));
  }

  @Test
  void anAssignmentWaitsForReadersOfViews() {
    graph.assign(v, x);
    Value view = graph.read(v).reshape(2, 3).stopGradient().reshape(3, 2);
    Value between = x.neg().neg().abs();
    Value last = view.add(between.reshape(3, 2));
    graph.output("y", last);
    assertTrue(position(new Assign(v)) > position(last));
  }

  @Test
  void readersThatNoOneNeedsHoldNothingBack() {
    graph.assign(v, x);
    Value needed = x.exp();
    graph.read(v).mul(x.tanh()).log();
    graph.output("y", needed);
    assertEquals(3, graph.schedule().size());
    assertEquals(1, position(new Assign(v)));
  }

  @Test
  void copiesOfVariablesAreNotViews() {
    Variable w = new Variable("w", Shape.of(2, 3));
    graph.assign(v, graph.read(w).reshape(6));
    graph.assign(w, graph.read(v).stopGradient().reshape(2, 3));
    for (Value source : graph.assignments().values()) {
      assertEquals(new Unary(Unary.Kind.IDENTITY), source.node().op());
      assertTrue(position(source) < position(new Assign(v)));
      assertTrue(position(source) < position(new Assign(w)));
    }
  }

  @Test
  void outputsOfVariablesAreCopiedBeforeTheseChange() {
    graph.output("before", graph.read(v).reshape(2, 3));
    graph.assign(v, x);
    Value copy = graph.outputs().get("before");
    assertEquals(new Unary(Unary.Kind.IDENTITY), copy.node().op());
    assertTrue(position(new Assign(v)) > position(copy));
  }

  @Test
  void theFirstLayersInputGradientIsNeverComputed() {
    Window window = Window.valid(new int[] {2, 2}, new int[] {1, 1}, new int[] {1, 1});
    Variable kernel = new Variable("kernel", Shape.of(2, 2, 3, 5));
    Value pictures = graph.input("pictures", Type.float32(Shape.of(2, 4, 4, 3)));
    Value y =
        graph
            .apply(new Convolution.Forward(window, 1, false), pictures, graph.read(kernel))
            .output(0);
    Value read = graph.read(kernel);
    Value gradient = Gradients.of(y.square().sum(), List.of(read)).get(0);
    graph.assign(kernel, read.sub(gradient));
    assertTrue(scheduled(Convolution.BackwardWeights.class));
    assertFalse(scheduled(Convolution.BackwardInput.class));
  }

  @Test
  void movingStatisticsAreUpdatedThoughNothingReadsThem() {
    Value pictures = x.reshape(2, 3);
    Value scale = graph.constant(Type.float32(Shape.of(3)), 1);
    Node norm = graph.apply(new BatchNorm.Training(1e-3), pictures, scale, scale);
    Variable mean = new Variable("mean", Shape.of(3));
    graph.assign(mean, graph.read(mean).mul(0.9).add(norm.output(1).mul(0.1)));
    graph.output("y", x.neg());
    assertTrue(scheduled(BatchNorm.class));
    assertTrue(position(new Assign(mean)) > position(norm.output(1)));
  }

  @Test
  void whatIsWithdrawnIsNotComputed() {
    graph.assign(v, x.exp());
    Value before = graph.withdraw(v);
    graph.assign(v, before.add(1));
    assertEquals(1, graph.schedule().stream().filter(n -> n.op() instanceof Assign).count());
    assertEquals(before.add(1), graph.latest(v));
    graph.withdraw(v);
    assertEquals(graph.read(v), graph.latest(v));
    assertEquals(List.of(), graph.schedule());
  }

  @Test
  void aVariableIsAssignedOnce() {
    graph.assign(v, x);
    assertThrows(IllegalStateException.class, () -> graph.assign(v, x.neg()));
  }
}
