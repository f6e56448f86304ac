package io.github.markhor.backend;

import io.github.markhor.graph.Value;
import io.github.markhor.graph.Warp;
import java.util.ArrayList;
import java.util.List;

/** Affine maps of pictures, with every kind of edge, and their gradients. */
final class WarpCases {
  /** Maps that turn, shrink beyond the edges, stretch and move far, mirror, and change nothing. */
  private static final double[][] MAPS = {
    {0.8, -0.6, 1.3, 0.6, 0.8, -2.1},
    {1.7, 0.1, -2.45, -0.2, 2.3, -1.85},
    {0.35, 0, 33.3, 0, 0.45, -47.7},
    {-1, 0, 6, 0, -1, 4},
    {1, 0, 0, 0, 1, 0},
  };

  private WarpCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (Warp.Fill fill : Warp.Fill.values()) {
      for (boolean bilinear : new boolean[] {true, false}) {
        Warp.Sampling sampling = new Warp.Sampling(bilinear, fill, 0.75f);
        cases.add(forward(new Warp.Forward(sampling, 5, 7), 5, 5, 7, 3));
        cases.add(forward(new Warp.Forward(sampling, 3, 4), 5, 6, 5, 1));
        cases.add(forward(new Warp.Forward(sampling, 4, 2), 3, 1, 1, 2));
        cases.add(forward(new Warp.Forward(sampling, 40, 30), 2, 33, 35, 17));
        cases.add(backward(new Warp.Backward(sampling, 6, 5), 5, 3, 4, 2));
      }
    }
    return cases;
  }

  private static Case forward(Warp.Forward op, int n, int height, int width, int channels) {
    return Case.of(
            op + " of (" + n + ", " + height + ", " + width + ", " + channels + ")",
            (graph, x) -> graph.apply(op, x.get(0), maps(x.get(1))).output(0),
            Operand.of(n, height, width, channels),
            Operand.listed(numbers(n)))
        .withinOfLargest(1e-5);
  }

  private static Case backward(Warp.Backward op, int n, int height, int width, int channels) {
    return Case.of(
            op + " of (" + n + ", " + height + ", " + width + ", " + channels + ")",
            (graph, x) -> graph.apply(op, x.get(0), maps(x.get(1))).output(0),
            Operand.of(n, height, width, channels),
            Operand.listed(numbers(n)))
        .withinOfLargest(1e-5);
  }

  private static Value maps(Value numbers) {
    return numbers.reshape((int) numbers.shape().elements() / 6, 6);
  }

  private static double[] numbers(int n) {
    double[] numbers = new double[6 * n];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = MAPS[i / 6][i % 6];
    }
    return numbers;
  }
}
