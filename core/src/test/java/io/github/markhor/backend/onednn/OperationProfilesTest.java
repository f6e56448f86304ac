package io.github.markhor.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Backends;
import io.github.markhor.backend.Executable;
import io.github.markhor.backend.OperationProfile;
import io.github.markhor.backend.Program;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.slices.SliceSize;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Memory;
import io.github.markhor.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the description of operations in profiles to counting. */
final class OperationProfilesTest {
  private static final int BATCH = 2;
  private static final int HEIGHT = 7;
  private static final int WIDTH = 5;
  private static final int CHANNELS = 6;
  private static final int FILTERS = 8;
  private static final int GROUPS = 2;
  private static final Window WINDOW =
      Window.valid(new int[] {3, 2}, new int[] {2, 1}, new int[] {1, 1});

  private static Value input(Graph graph, String name, int... sizes) {
    return graph.input(name, new Type(Shape.of(sizes), DType.FLOAT32));
  }

  private static Map<String, OperationProfile> profile(Backend backend, Graph graph) {
    Map<String, OperationProfile> found = new LinkedHashMap<>();
    try (Program program = backend.lower(graph);
        Memory arena = backend.allocate(program.arenaBytes());
        Executable executable = program.bind(arena, variable -> null)) {
      executable.profile(Step.NONE, (operation, nanos) -> found.put(operation.label(), operation));
    }
    return found;
  }

  /** A convolution in groups and its gradients. */
  private static Graph convolutions() {
    Graph graph = new Graph();
    Value x = input(graph, "x", BATCH, HEIGHT, WIDTH, CHANNELS);
    Value kernel = input(graph, "kernel", 3, 2, CHANNELS / GROUPS, FILTERS);
    Value y = graph.apply(new Convolution.Forward(WINDOW, GROUPS, false), x, kernel).output(0);
    Value dy = input(graph, "dy", y.shape().toArray());
    graph.output("y", y);
    graph.output(
        "dx",
        graph
            .apply(new Convolution.BackwardInput(WINDOW, GROUPS, x.shape()), kernel, dy)
            .output(0));
    graph.output(
        "dKernel",
        graph
            .apply(new Convolution.BackwardWeights(WINDOW, GROUPS, kernel.shape(), false), x, dy)
            .output(0));
    return graph;
  }

  /** Counts by loops over the definition. */
  private static long countedConvolution() {
    long flops = 0;
    for (int n = 0; n < BATCH; n++) {
      for (int top = 0; top + 3 <= HEIGHT; top += 2) {
        for (int left = 0; left + 2 <= WIDTH; left += 1) {
          for (int filter = 0; filter < FILTERS; filter++) {
            for (int tap = 0; tap < 3 * 2 * (CHANNELS / GROUPS); tap++) {
              flops += 2;
            }
          }
        }
      }
    }
    return flops;
  }

  @Test
  void convolutionsCountEachMultiplicationAndAdditionInEveryDirection() {
    Map<String, OperationProfile> found = profile(Backends.get("onednn"), convolutions());
    for (String label : new String[] {"Convolution", "BackwardInput", "BackwardWeights"}) {
      assertEquals(countedConvolution(), found.get(label).flops(), label);
      assertFalse(found.get(label).implementation().isBlank(), label);
    }
  }

  @Test
  void slicesOfTheBatchAddUpToTheWhole() {
    Backends.get("onednn");
    Backend sliced = new OnednnBackend(() -> SliceSize.ofSamples(1, false, Integer.MAX_VALUE));
    OperationProfile forward = profile(sliced, convolutions()).get("Convolution");
    assertEquals(countedConvolution(), forward.flops());
    assertTrue(forward.detail().startsWith(BATCH + " × f32:1x6x7x5:"), forward.detail());
  }

  @Test
  void productsOfMatricesCountEachMultiplicationAndAddition() {
    Graph graph = new Graph();
    Value a = input(graph, "a", 7, 3);
    Value b = input(graph, "b", 5, 7);
    graph.output("y", graph.apply(new MatMul(true, true), a, b).output(0));
    OperationProfile product = profile(Backends.get("onednn"), graph).get("MatMul");
    assertEquals(2 * 3 * 7 * 5, product.flops());
    assertEquals((7 * 3 + 5 * 7 + 3 * 5) * Float.BYTES, product.bytes());
    assertEquals("f32:3x7:ba f32:7x5:ba f32:3x5:ab", product.detail());
  }

  @Test
  void whatJavaComputesGoesOverItsBuffers() {
    Graph graph = new Graph();
    Value x = input(graph, "x", 11, 13);
    graph.output("y", x.square());
    OperationProfile square = profile(Backends.get("onednn"), graph).values().iterator().next();
    assertEquals(0, square.flops());
    assertEquals(2 * 11 * 13 * Float.BYTES, square.bytes());
    assertEquals("java", square.implementation());
  }

  @Test
  void layoutsAreNamedAsTheLibraryNamesThem() {
    try (Natives natives = new Natives()) {
      Shape shape = Shape.of(2, 5, 7, 32);
      assertEquals("f32:2x32x5x7:acdb", natives.pictures(DType.FLOAT32, shape).toString());
      assertEquals(
          "bf16:2x32x5x7:aBcd16b", natives.blockedPictures(DType.BFLOAT16, shape, 16).toString());
      assertEquals("u8:9:a", natives.flags(9).toString());
    }
  }
}
