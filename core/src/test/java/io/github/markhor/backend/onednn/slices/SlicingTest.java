package io.github.markhor.backend.onednn.slices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.graph.Assign;
import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds which nodes are computed in slices of the batch, and the graph of one slice. */
final class SlicingTest {
  private static final int BATCH = 6;
  private static final Window THREE =
      Window.same(new int[] {3, 3}, new int[] {1, 1}, new int[] {1, 1}, 8, 10);
  private static final Window POOL =
      Window.valid(new int[] {2, 2}, new int[] {2, 2}, new int[] {1, 1});

  private final Graph graph = new Graph();
  private final Variable kernel = new Variable("kernel", Shape.of(3, 3, 3, 5));
  private final Variable weights = new Variable("weights", Shape.of(4 * 5 * 5, 2));

  /** A step that trains a convolution, max-pooling and a dense layer without loss to speak of. */
  private List<Node> step() {
    Value x = graph.input("x", Type.float32(Shape.of(BATCH, 8, 10, 3)));
    Value maps =
        graph.apply(new Convolution.Forward(THREE, 1, true), x, graph.read(kernel)).output(0);
    Value pooled = graph.apply(new Pooling.Max(POOL), maps).output(0);
    Value loss = pooled.reshape(BATCH, 4 * 5 * 5).matMul(graph.read(weights)).square().sum();
    List<Variable> all = List.of(kernel, weights);
    List<Value> gradients = Gradients.of(loss, all.stream().map(graph::read).toList());
    for (int i = 0; i < all.size(); i++) {
      graph.assign(all.get(i), graph.read(all.get(i)).sub(gradients.get(i)));
    }
    graph.output("loss", loss);
    return graph.schedule();
  }

  /** A step that trains three convolutions, with what couples the samples behind each. */
  private List<Node> coupledStep() {
    Value x = graph.input("x", Type.float32(Shape.of(BATCH, 8, 10, 3)));
    Value gamma = graph.constant(Type.float32(Shape.of(3)), 1.5f);
    Value beta = graph.constant(Type.float32(Shape.of(3)), 0.5f);
    List<Variable> kernels =
        IntStream.range(0, 3).mapToObj(i -> new Variable("k" + i, Shape.of(3, 3, 3, 3))).toList();
    for (Variable each : kernels) {
      x = graph.apply(new Convolution.Forward(THREE, 1, false), x, graph.read(each)).output(0);
      x = graph.apply(new BatchNorm.Training(1e-3), x, gamma, beta).output(0).relu();
    }
    List<Value> gradients =
        Gradients.of(x.square().sum(), kernels.stream().map(graph::read).toList());
    for (int i = 0; i < kernels.size(); i++) {
      graph.assign(kernels.get(i), graph.read(kernels.get(i)).sub(gradients.get(i)));
    }
    return graph.schedule();
  }

  @Test
  void partsAlternateWhereSamplesAreCoupledAndComeAfterWhatTheyNeed() {
    List<Node> schedule = coupledStep();
    List<SlicedPart> parts = Slicing.of(schedule, SliceSize.ofSamples(2, false, 1), 1);
    // Each convolution's way forth and back, of which the last way back needs no pixels.
    assertEquals(6, parts.stream().filter(part -> holds(part, Convolution.class)).count());
    Map<Node, Integer> partOf = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      for (Node node : parts.get(i).nodes()) {
        partOf.put(node, i);
      }
    }
    assertEquals(schedule.size(), partOf.size());
    for (Node node : schedule) {
      for (Value input : node.inputs()) {
        boolean sum = input.node().op() instanceof Convolution.BackwardWeights;
        int earliest = partOf.get(input.node()) + (sum ? 1 : 0);
        assertTrue(partOf.get(node) >= earliest, () -> node + " in " + partOf.get(node));
        if (input.node().op() instanceof Leaf.Read read) {
          schedule.stream()
              .filter(other -> other.op() instanceof Assign to && to.variable() == read.variable())
              .forEach(other -> assertTrue(partOf.get(other) >= partOf.get(node)));
        }
      }
    }
  }

  private static List<SlicedPart> sliced(List<Node> schedule, int samples, boolean recomputes) {
    SliceSize size = SliceSize.ofSamples(samples, recomputes, 1);
    return Slicing.of(schedule, size, 1).stream().filter(part -> part.slices() > 1).toList();
  }

  private static boolean holds(SlicedPart part, Class<?> operation) {
    return part.nodes().stream().anyMatch(node -> operation.isInstance(node.op()));
  }

  @Test
  void theForwardAndTheBackwardPassBeforeTheDenseLayerAreSliced() {
    List<SlicedPart> parts = sliced(step(), 2, false);
    assertEquals(2, parts.size());
    assertEquals(3, parts.get(0).slices());
    assertTrue(holds(parts.get(0), Convolution.Forward.class));
    assertTrue(holds(parts.get(0), Pooling.Max.class));
    assertTrue(holds(parts.get(1), Pooling.MaxBackward.class));
    assertTrue(holds(parts.get(1), Convolution.BackwardWeights.class));
  }

  @Test
  void everyNodeIsInOnePartAfterItsInputs() {
    List<Node> schedule = step();
    List<Node> order =
        Slicing.of(schedule, SliceSize.ofSamples(1, true, 1), 1).stream()
            .flatMap(part -> part.nodes().stream())
            .toList();
    assertEquals(schedule.size(), order.size());
    for (Node node : schedule) {
      assertTrue(order.contains(node));
      for (Value input : node.inputs()) {
        assertTrue(order.indexOf(input.node()) < order.indexOf(node), () -> "" + node);
      }
    }
  }

  @Test
  void aSizeThatDoesNotDivideTheBatchIsMadeSmaller() {
    List<Node> schedule = step();
    assertEquals(2, sliced(schedule, 3, false).get(0).slices());
    assertEquals(2, sliced(schedule, 5, false).get(0).slices());
    assertEquals(6, sliced(schedule, 1, false).get(0).slices());
  }

  @Test
  void aSliceHasItsOwnShapesAndSharesTheKernel() {
    SlicedPart forward = sliced(step(), 2, false).get(0);
    SliceGraph slice = SliceGraph.of(forward, value -> false);
    Node convolution =
        slice.graph().nodes().stream()
            .filter(node -> node.op() instanceof Convolution.Forward)
            .findFirst()
            .orElseThrow();
    assertEquals(Shape.of(2, 8, 10, 5), convolution.output(0).shape());
    assertTrue(slice.cut().containsKey(convolution.input(0)));
    assertEquals(graph.read(kernel), slice.shared().get(convolution.input(1)));
  }

  @Test
  void theBackwardPassRecomputesActivationsThatAreNotKept() {
    List<SlicedPart> parts = sliced(step(), 2, true);
    SlicedPart backward = parts.get(1);
    assertTrue(parts.get(0).recomputing().containsAll(backward.nodes()));
    assertFalse(recomputes(SliceGraph.of(backward, value -> true)));
    assertTrue(recomputes(SliceGraph.of(backward, value -> false)));
  }

  private static boolean recomputes(SliceGraph slice) {
    return slice.graph().nodes().stream().anyMatch(n -> n.op() instanceof Convolution.Forward);
  }
}
