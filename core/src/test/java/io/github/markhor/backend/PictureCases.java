package io.github.markhor.backend;

import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Op;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Reduce;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Matrix products, convolutions, pooling and batch normalization. */
final class PictureCases {
  /** A window over pictures of a size, from {@code channels} to {@code filters}. */
  private record Setting(
      int n, int height, int width, int channels, int filters, int groups, Window window) {
    @Override
    public String toString() {
      return Shape.of(n, height, width, channels)
          + " to "
          + filters
          + (groups > 1 ? " in " + groups + " groups" : "")
          + ", "
          + window;
    }

    int[] x() {
      return new int[] {n, height, width, channels};
    }

    int[] kernel() {
      return new int[] {window.height(), window.width(), channels / groups, filters};
    }

    int[] y() {
      return new int[] {n, window.outputHeight(height), window.outputWidth(width), filters};
    }
  }

  private static final List<Setting> CONVOLUTIONS =
      List.of(
          new Setting(1, 5, 6, 1, 1, 1, window(3, 3, 1, 1, 1, 1)),
          new Setting(5, 9, 11, 3, 4, 1, same(3, 3, 1, 1, 9, 11)),
          new Setting(2, 7, 5, 3, 2, 1, same(2, 4, 1, 1, 7, 5)),
          new Setting(2, 8, 10, 2, 3, 1, window(3, 2, 2, 3, 1, 1)),
          new Setting(1, 9, 10, 2, 3, 1, window(3, 2, 1, 1, 2, 3)),
          new Setting(2, 8, 9, 2, 3, 1, same(3, 3, 2, 2, 8, 9)),
          new Setting(2, 6, 5, 2, 3, 1, new Window(3, 2, 1, 2, 1, 1, 0, 1, 2, 1)),
          new Setting(1, 7, 8, 3, 2, 1, new Window(2, 3, 2, 1, 2, 2, 1, 2, 3, 0)),
          new Setting(2, 5, 6, 3, 3, 3, same(3, 3, 1, 1, 5, 6)),
          new Setting(2, 5, 6, 3, 6, 3, window(3, 2, 2, 1, 1, 1)),
          new Setting(2, 6, 5, 4, 6, 2, same(3, 3, 1, 1, 6, 5)),
          new Setting(3, 7, 6, 5, 4, 1, window(1, 1, 2, 2, 1, 1)),
          new Setting(2, 4, 5, 3, 2, 1, window(4, 5, 1, 1, 1, 1)),
          new Setting(1, 3, 3, 2, 2, 1, new Window(1, 1, 1, 1, 1, 1, 1, 0, 1, 2)),
          new Setting(2, 12, 13, 17, 19, 1, same(3, 3, 1, 1, 12, 13)),
          new Setting(1, 14, 14, 64, 64, 1, same(3, 3, 1, 1, 14, 14)),
          new Setting(4, 9, 9, 32, 48, 1, window(1, 1, 1, 1, 1, 1)),
          new Setting(5, 31, 29, 3, 32, 1, same(5, 5, 2, 2, 31, 29)),
          new Setting(2, 11, 11, 64, 64, 64, same(3, 3, 1, 1, 11, 11)),
          new Setting(2, 10, 9, 37, 10, 1, window(3, 3, 1, 1, 1, 1)),
          new Setting(2, 10, 12, 32, 48, 1, window(1, 1, 2, 2, 1, 1)),
          new Setting(2, 11, 9, 16, 32, 1, new Window(3, 3, 2, 2, 1, 1, 0, 1, 1, 1)),
          // Depthwise, with kernels of more columns than the library likes.
          new Setting(2, 13, 11, 32, 32, 32, same(5, 5, 1, 1, 13, 11)),
          new Setting(2, 14, 12, 16, 16, 16, new Window(5, 5, 2, 2, 1, 1, 1, 2, 1, 2)),
          new Setting(1, 15, 13, 48, 48, 48, same(7, 7, 1, 1, 15, 13)),
          new Setting(2, 9, 11, 16, 16, 16, same(3, 4, 1, 2, 9, 11)),
          new Setting(2, 8, 9, 24, 24, 24, same(2, 5, 3, 1, 8, 9)),
          new Setting(1, 12, 13, 16, 16, 16, new Window(5, 5, 1, 1, 2, 2, 4, 4, 4, 4)),
          new Setting(2, 6, 2, 16, 16, 16, same(5, 5, 1, 1, 6, 2)),
          new Setting(2, 7, 9, 16, 32, 16, same(5, 5, 1, 1, 7, 9)),
          new Setting(2, 7, 23, 16, 16, 16, new Window(1, 5, 1, 3, 1, 1, 0, 0, 2, 1)),
          new Setting(2, 10, 12, 64, 64, 64, new Window(3, 3, 2, 2, 1, 1, 0, 1, 0, 1)));

  private static final List<Setting> POOLINGS =
      List.of(
          new Setting(1, 4, 6, 1, 1, 1, window(2, 2, 2, 2, 1, 1)),
          new Setting(5, 9, 7, 3, 3, 1, window(2, 2, 2, 2, 1, 1)),
          new Setting(2, 9, 7, 3, 3, 1, same(2, 2, 2, 2, 9, 7)),
          new Setting(2, 8, 9, 4, 4, 1, same(3, 3, 2, 2, 8, 9)),
          new Setting(2, 6, 5, 3, 3, 1, window(3, 2, 1, 1, 1, 1)),
          new Setting(2, 7, 8, 2, 2, 1, window(2, 2, 3, 3, 1, 1)),
          new Setting(1, 7, 6, 5, 5, 1, new Window(3, 4, 2, 3, 1, 1, 1, 2, 0, 3)),
          new Setting(2, 5, 6, 3, 3, 1, window(5, 6, 1, 1, 1, 1)),
          new Setting(2, 13, 11, 17, 17, 1, same(3, 3, 1, 1, 13, 11)),
          new Setting(3, 16, 16, 64, 64, 1, window(2, 2, 2, 2, 1, 1)),
          new Setting(2, 75, 75, 32, 32, 1, same(2, 2, 2, 2, 75, 75)));

  private PictureCases() {}

  private static Window window(
      int height, int width, int strideH, int strideW, int dilationH, int dilationW) {
    return new Window(height, width, strideH, strideW, dilationH, dilationW, 0, 0, 0, 0);
  }

  private static Window same(
      int height, int width, int strideH, int strideW, int rows, int columns) {
    return Window.same(
        new int[] {height, width}, new int[] {strideH, strideW}, new int[] {1, 1}, rows, columns);
  }

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    products(cases);
    CONVOLUTIONS.forEach(setting -> convolution(cases, setting));
    for (int channels : new int[] {16, 24, 17}) {
      cases.add(block(channels));
    }
    POOLINGS.forEach(setting -> pooling(cases, setting));
    normalization(cases);
    return cases;
  }

  /** A few of all kinds in bfloat16. */
  static List<Case> bfloat16() {
    List<Case> cases = new ArrayList<>();
    for (Case each : all()) {
      boolean statistics = each.name().startsWith("BatchNorm");
      if (each.gradient() && each.smooth()) {
        cases.add(statistics ? each.inBfloat16(0) : each.inBfloat16());
      }
    }
    return cases;
  }

  private static void products(List<Case> cases) {
    int[][] sizes = {
      {1, 1, 1}, {5, 3, 7}, {17, 19, 37}, {64, 64, 64}, {33, 129, 65}, {1, 300, 10}, {256, 4, 3},
    };
    for (int[] s : sizes) {
      for (int kind = 0; kind < 8; kind++) {
        boolean transposeA = (kind & 1) != 0;
        boolean transposeB = (kind & 2) != 0;
        Operand a = transposeA ? Operand.of(s[1], s[0]) : Operand.of(s[0], s[1]);
        Operand b = transposeB ? Operand.of(s[2], s[1]) : Operand.of(s[1], s[2]);
        boolean bias = (kind & 4) != 0;
        cases.add(
            Case.of(
                    "MatMul of "
                        + a.shape()
                        + (transposeA ? "ᵀ and " : " and ")
                        + b.shape()
                        + (transposeB ? "ᵀ" : "")
                        + (bias ? " with bias" : ""),
                    (graph, x) -> graph.apply(new MatMul(transposeA, transposeB), x).output(0),
                    bias ? new Operand[] {a, b, Operand.of(s[2])} : new Operand[] {a, b})
                .withinOfLargest(1e-5));
      }
    }
  }

  /** Squeeze-and-excite and a residual connection behind convolutions, as networks have them. */
  private static Case block(int channels) {
    Op pointwise = new Convolution.Forward(window(1, 1, 1, 1, 1, 1), 1, false);
    Op depthwise = new Convolution.Forward(same(3, 3, 1, 1, 9, 11), channels, false);
    return Case.of(
            "A block of " + channels + " channels",
            (graph, x) -> {
              Value a = graph.apply(pointwise, x.get(0), x.get(1)).output(0);
              Value b = graph.apply(depthwise, a.unary(Unary.Kind.SILU), x.get(2)).output(0);
              Value mean =
                  graph.apply(new Reduce(Reduce.Kind.SUM, List.of(1, 2)), b).output(0).mul(0.01);
              Value scale = graph.apply(pointwise, mean, x.get(3)).output(0).sigmoid();
              Value scaled = b.mul(scale).unary(Unary.Kind.RELU6);
              return graph.apply(pointwise, scaled, x.get(3)).output(0).add(a).relu();
            },
            Operand.of(3, 9, 11, 5),
            Operand.of(1, 1, 5, channels),
            Operand.of(3, 3, 1, channels),
            Operand.of(1, 1, channels, channels))
        .kinked()
        .withinOfLargest(1e-4);
  }

  private static void convolution(List<Case> cases, Setting s) {
    Operand x = Operand.of(s.x());
    Operand kernel = Operand.of(s.kernel());
    Operand bias = Operand.of(s.filters());
    Operand y = Operand.of(s.y());
    for (boolean relu : new boolean[] {false, true}) {
      Convolution.Forward op = new Convolution.Forward(s.window(), s.groups(), relu);
      Case.Body body = (graph, in) -> graph.apply(op, in).output(0);
      String name = op.label() + " of " + s;
      cases.add(Case.of(name, body, x, kernel).withinOfLargest(1e-5));
      cases.add(Case.of(name + " with bias", body, x, kernel, bias).withinOfLargest(1e-5));
    }
    cases.add(
        Case.of(
                "BackwardInput of " + s,
                (graph, in) ->
                    graph
                        .apply(
                            new Convolution.BackwardInput(s.window(), s.groups(), Shape.of(s.x())),
                            in)
                        .output(0),
                kernel,
                y)
            .withinOfLargest(1e-5));
    cases.add(
        Case.of(
                "BackwardWeights of " + s,
                (graph, in) ->
                    graph
                        .apply(
                            new Convolution.BackwardWeights(
                                s.window(), s.groups(), Shape.of(s.kernel()), false),
                            in)
                        .output(0),
                x,
                y)
            .forwardOnly()
            .withinOfLargest(1e-5));
  }

  private static void pooling(List<Case> cases, Setting s) {
    Case.Body max = (graph, in) -> graph.apply(new Pooling.Max(s.window()), in).output(0);
    Case.Body average = (graph, in) -> graph.apply(new Pooling.Average(s.window()), in).output(0);
    // Below zero, so that padding would win if it counted.
    Operand x = Operand.between(-3, -0.5, s.x());
    cases.add(Case.of("Max of " + s, max, x).withinOfLargest(1e-5));
    cases.add(Case.of("Max without gradient of " + s, max, x).forwardOnly().exact());
    cases.add(
        Case.of(
                "Max with ties of " + s,
                (graph, in) -> max.apply(graph, List.of(in.get(0).mul(in.get(1)))),
                Operand.whole(-2, 1, s.x()),
                Operand.between(1, 1, s.x()))
            .kinked()
            .withinOfLargest(1e-5));
    cases.add(Case.of("Average of " + s, average, x).withinOfLargest(1e-5));
    cases.add(
        Case.of(
                "AverageBackward of " + s,
                (graph, in) ->
                    graph
                        .apply(new Pooling.AverageBackward(s.window(), Shape.of(s.x())), in)
                        .output(0),
                Operand.of(s.y()))
            .withinOfLargest(1e-5));
  }

  private static void normalization(List<Case> cases) {
    int[][] shapes = {{5, 3, 4, 3}, {7, 4}, {2, 5, 5, 17}, {32, 64}, {1, 9, 11, 19}, {33, 1}};
    for (int[] sizes : shapes) {
      int channels = sizes[sizes.length - 1];
      Operand scale = Operand.between(0.5, 2, channels);
      for (double epsilon : new double[] {1e-3, 0.1}) {
        cases.add(
            Case.of(
                    "BatchNorm of " + Shape.of(sizes) + " with epsilon " + epsilon,
                    (graph, x) -> graph.apply(new BatchNorm.Training(epsilon), x).output(0),
                    Operand.between(-1, 3, sizes),
                    scale,
                    Operand.of(channels))
                .withinOfLargest(2e-5));
      }
      for (int result : new int[] {1, 2}) {
        cases.add(
            Case.of(
                    "BatchNorm statistic " + result + " of " + Shape.of(sizes),
                    (graph, x) -> graph.apply(new BatchNorm.Training(1e-3), x).output(result),
                    Operand.between(-1, 3, sizes),
                    scale,
                    Operand.of(channels))
                .forwardOnly()
                .withinOfLargest(1e-5));
      }
    }
    cases.add(
        Case.of(
                "BatchNorm far from zero",
                (graph, x) -> graph.apply(new BatchNorm.Training(1e-3), x).output(0),
                Operand.between(99, 101, 8, 7, 5, 6),
                Operand.between(0.5, 2, 6),
                Operand.of(6))
            // A float32 mean near 100 leaves few digits of a deviation of 0.6.
            .withinOfLargest(1e-2));
  }
}
