package io.github.markhor.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.Multiply;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Networks with branches, described by symbols. The orders of layers are those of Keras 3.15. */
class CallGraphTest {
  private static Dense dense(String name) {
    return Dense.of(4).name(name);
  }

  private static List<String> names(CallGraph graph) {
    return graph.layers().stream().map(BuiltLayer::name).toList();
  }

  @Test
  void layersComeByDepthAndThenAsTheyAreMet() {
    Input in = Input.of(4).name("in");
    Symbol d = dense("d").apply(in);
    Symbol c = dense("c").apply(d);
    Symbol b = dense("b").apply(d);
    Symbol a = Add.of().name("a").apply(b, c);
    Symbol e = dense("e").apply(a);
    Symbol f = Add.of().name("f").apply(e, in);
    CallGraph graph = CallGraph.of(new LayerGraph(List.of(in), List.of(f)));
    assertEquals(List.of("d", "b", "c", "a", "e", "f"), names(graph));
    assertEquals("in", graph.inputs().get(0).name());
    assertEquals("f", graph.outputs().get(0).name());
  }

  @Test
  void aSharedLayerIsOneLayerOfTheDepthThatIsDeepest() {
    Input in = Input.of(4).name("in");
    Input jn = Input.of(4).name("jn");
    Dense s = dense("s");
    Symbol p = s.apply(in);
    Symbol q = s.apply(dense("x").apply(jn));
    Symbol r = Multiply.of().name("r").apply(p, q);
    Symbol u = dense("u").apply(p);
    Symbol o = dense("o").apply(s.apply(r));
    CallGraph graph = CallGraph.of(new LayerGraph(List.of(in, jn), List.of(u, o)));
    assertEquals(List.of("x", "s", "r", "u", "o"), names(graph));
    assertEquals(7, graph.calls().size());
    assertEquals(
        List.of("x", "s", "r", "o", "u"),
        names(CallGraph.of(new LayerGraph(List.of(jn, in), List.of(o, u)))));
  }

  @Test
  void branchesAreComputed() {
    Input in = Input.of(2).name("in");
    Dense twice = Dense.of(2).name("twice");
    Symbol once = twice.apply(in);
    Symbol result = Add.of().apply(twice.apply(once), in);
    try (Network network =
        new Network(CallGraph.of(new LayerGraph(List.of(in), List.of(result, once))), 1)) {
      network.setWeights(
          List.of(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2), Tensor.of(new float[] {5, 6}, 2)));
      Graph graph = new Graph();
      Value x = graph.input("x", Type.float32(Shape.of(1, 2)));
      Traced traced =
          new Tracer(graph, false, Set.of())
              .trace(network.graph(), List.of(x), DTypePolicy.FLOAT32);
      graph.output("result", traced.results().get(0));
      graph.output("once", traced.results().get(1));
      Map<Variable, double[]> weights = new HashMap<>();
      network
          .all()
          .flatMap(layer -> layer.ownWeights().stream())
          .forEach(
              weight -> {
                float[] values = network.memory().get(weight.variable());
                double[] doubles = new double[values.length];
                for (int i = 0; i < values.length; i++) {
                  doubles[i] = values[i];
                }
                weights.put(weight.variable(), doubles);
              });
      Map<String, double[]> y =
          new Interpreter(graph, Precision.EXACT64)
              .run(Map.of("x", new double[] {10, 20}), weights, Step.NONE);
      // (10 + 3 · 20 + 5, 2 · 10 + 4 · 20 + 6), and that once more, plus the input.
      assertArrayEquals(new double[] {75, 106}, y.get("once"));
      assertArrayEquals(
          new double[] {75 + 3 * 106 + 5 + 10, 2 * 75 + 4 * 106 + 6 + 20}, y.get("result"));
    }
  }

  @Test
  void anInputMayBeAResultWithinALargerNetwork() {
    Input in = Input.of(4);
    Symbol middle = dense("before").apply(in);
    Symbol out = dense("after").apply(middle);
    CallGraph part = CallGraph.of(new LayerGraph(List.of(middle), List.of(out)));
    assertEquals(List.of("after"), names(part));
    assertEquals("before", part.inputs().get(0).name());
  }

  @Test
  void inputsMayBeUnusedButNotMissing() {
    Input in = Input.of(4).name("in");
    Input other = Input.of(3).name("other");
    Symbol out = dense("d").apply(in);
    assertEquals(2, CallGraph.of(new LayerGraph(List.of(other, in), List.of(out))).inputs().size());
    LayerGraph missing = new LayerGraph(List.of(other), List.of(out));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> CallGraph.of(missing));
    assertTrue(refused.getMessage().contains("[other]"), refused.getMessage());
    assertTrue(refused.getMessage().endsWith("Received none for in"), refused.getMessage());
    LayerGraph double2 = new LayerGraph(List.of(in, in), List.of(out));
    assertThrows(IllegalArgumentException.class, () -> CallGraph.of(double2));
  }

  @Test
  void aSharedLayerRefusesInputsThatItsWeightsAreNotFor() {
    Input in = Input.of(4);
    Input wide = Input.of(5);
    Dense shared = dense("shared");
    Symbol sum = Add.of().apply(shared.apply(in), shared.apply(wide));
    LayerGraph graph = new LayerGraph(List.of(in, wide), List.of(sum));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> CallGraph.of(graph));
    assertTrue(refused.getMessage().contains("shared"), refused.getMessage());
  }

  @Test
  void sizesMayBeOpen() {
    Input pictures = Input.of(-1, -1, 3);
    Symbol maps = Conv2D.of(3, 3).padding("same").apply(pictures);
    Symbol sum = Add.of().apply(maps, pictures);
    assertEquals("(None, None, 3)", sum.shape().toString());
    Symbol features = GlobalAveragePooling2D.of().apply(sum);
    CallGraph graph = CallGraph.of(new LayerGraph(List.of(pictures), List.of(features, sum)));
    assertEquals(Shape.of(3), graph.outputs().get(0).shape());
    assertEquals(
        List.of(Shape.of(3), Shape.of(9, 7, 3)), graph.outputShapes(List.of(Shape.of(9, 7, 3))));
    Symbol flat = Dense.of(2).name("head").apply(Flatten.of().apply(sum));
    LayerGraph depends = new LayerGraph(List.of(pictures), List.of(flat));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> CallGraph.of(depends));
    assertTrue(refused.getMessage().contains("head"), refused.getMessage());
  }

  @Test
  void veryLongNetworksAreBuilt() {
    Symbol at = Input.of(2);
    Symbol in = at;
    for (int i = 0; i < 20_000; i++) {
      at = Flatten.of().apply(at);
    }
    assertEquals(20_000, CallGraph.of(new LayerGraph(List.of(in), List.of(at))).calls().size());
  }
}
