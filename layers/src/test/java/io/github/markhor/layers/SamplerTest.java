package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading at places of any kind, held to plain loops. */
class SamplerTest {
  private static final int N = 2;
  private static final int H = 3;
  private static final int W = 4;
  private static final int C = 2;

  private static double[] read(Sampler sampler, double[] pictures, double[] x, double[] y) {
    Graph graph = new Graph();
    Type places = Type.float32(Shape.of(N, 5, 1, 1));
    graph.output(
        "y",
        sampler.read(
            graph.input("pictures", Type.float32(Shape.of(N, H, W, C))),
            graph.input("x", places),
            graph.input("y", places)));
    return new Interpreter(graph, Precision.EXACT64)
        .run(Map.of("pictures", pictures, "x", x, "y", y), new HashMap<>(), Step.NONE)
        .get("y");
  }

  /** The place within 0 to size - 1, or -1 for the fill value. */
  private static int inside(FillMode mode, int at, int size) {
    return switch (mode) {
      case CONSTANT -> at < 0 || at >= size ? -1 : at;
      case NEAREST -> Math.max(0, Math.min(size - 1, at));
      case WRAP -> Math.floorMod(at, size);
      case REFLECT -> {
        int twice = Math.abs(at) % (2 * size);
        yield twice < size ? twice : 2 * size - 1 - twice;
      }
    };
  }

  private static double pixel(FillMode mode, double[] pictures, int n, int row, int col, int c) {
    int y = inside(mode, row, H);
    int x = inside(mode, col, W);
    return y < 0 || x < 0 ? 8 : pictures[((n * H + y) * W + x) * C + c];
  }

  @ParameterizedTest
  @EnumSource(FillMode.class)
  void readsPixelsAndBetweenThem(FillMode mode) {
    double[] pictures = Run.numbers(N * H * W * C, 0.4);
    double[] x = {0.25, 2.5, -0.75, 3.5, 9.75, 1, -4.25, 3, 0.5, -1};
    double[] y = {1.5, 0.25, 1, -1.5, 2.5, 2, 7.5, -3.75, 0, 2.75};
    double[] linear = new double[N * 5 * C];
    double[] nearest = new double[N * 5 * C];
    for (int i = 0; i < linear.length; i++) {
      int place = i / C;
      int n = place / 5;
      int left = (int) Math.floor(x[place]);
      int above = (int) Math.floor(y[place]);
      for (int corner = 0; corner < 4; corner++) {
        double right = x[place] - left;
        double down = y[place] - above;
        double share = (corner % 2 == 1 ? right : 1 - right) * (corner / 2 == 1 ? down : 1 - down);
        linear[i] += share * pixel(mode, pictures, n, above + corner / 2, left + corner % 2, i % C);
      }
      int row = (int) Math.floor(y[place] + 0.5);
      int column = (int) Math.floor(x[place] + 0.5);
      nearest[i] = pixel(mode, pictures, n, row, column, i % C);
    }
    assertArrayEquals(linear, read(new Sampler(true, mode, 8), pictures, x, y), 1e-9);
    assertArrayEquals(nearest, read(new Sampler(false, mode, 8), pictures, x, y), 1e-9);
  }

  @Test
  void elasticTransformMovesPixelsALittle() {
    // Each pixel is its own column, so that a result tells how far it was moved.
    int size = 40;
    Shape batch = Shape.of(3, size, size, 1);
    double[] x = new double[3 * size * size];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % size;
    }
    RandomElasticTransform layer =
        RandomElasticTransform.of(1, 1).scale(0.5, 0.5).fillMode("nearest");
    double[] y = Run.of(layer, batch, true).run(x, new Step(3, 0, 11)).get("y");
    double squares = 0;
    double neighbours = 0;
    int counted = 0;
    for (int i = 0; i < x.length; i++) {
      if (i % size > 12 && i % size < 27) {
        double moved = y[i] - x[i];
        squares += moved * moved;
        neighbours += Math.pow(moved - (y[i + 1] - x[i + 1]), 2);
        counted++;
      }
    }
    // Noise of the deviation 1, blurred by a curve of the deviation 1 cut off at 3, has the
    // deviation Σ c² = 0.283 left; pixels move by twice that.
    assertEquals(0.566, Math.sqrt(squares / counted), 0.12);
    assertTrue(neighbours < squares, "neighbours move together");
    double[] still = Run.of(layer.scale(0), batch, true).run(x, new Step(3, 0, 11)).get("y");
    assertArrayEquals(x, still, 1e-6);
    double[] even = new double[x.length];
    Arrays.fill(even, 7);
    assertArrayEquals(even, Run.of(layer, batch, true).run(even, Step.NONE).get("y"), 1e-9);
  }
}
