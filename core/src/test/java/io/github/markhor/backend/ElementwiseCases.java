package io.github.markhor.backend;

import io.github.markhor.graph.Binary;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Functions of each element, with every way of repeating one side. */
final class ElementwiseCases {
  private static final int[] COUNTS = {1, 7, 4097, 100003};

  private static final int[][][] PAIRS = {
    {{}, {}},
    {{1}, {1}},
    {{7}, {7}},
    {{4097}, {4097}},
    {{100003}, {100003}},
    {{}, {5, 7}},
    {{5, 7}, {}},
    {{1}, {4097}},
    {{4097}, {1}},
    {{5, 1}, {5, 7}},
    {{5, 7}, {5, 1}},
    {{7}, {5, 7}},
    {{5, 1}, {1, 7}},
    {{5, 3, 4, 6}, {6}},
    {{5, 3, 4, 6}, {1, 1, 1, 6}},
    {{5, 3, 4, 6}, {5, 1, 1, 1}},
    {{5, 1, 4, 1}, {1, 3, 1, 6}},
    {{2, 3, 4}, {3, 1}},
    {{3, 1}, {2, 3, 4}},
    {{2, 3, 2, 3, 4}, {3, 1, 3, 1}},
    {{4097, 3}, {3}},
    {{3, 4097}, {3, 1}},
    {{9, 17, 64}, {64}},
    {{8, 37, 37, 32}, {32}},
    {{8, 37, 37, 32}, {8, 1, 1, 1}},
    {{3, 12, 13, 16}, {3, 12, 13, 16}},
    {{3, 12, 13, 17}, {3, 1, 1, 17}},
    {{1, 1, 1, 24}, {2, 15, 13, 24}},
    {{3, 17, 12, 16}, {1, 17, 12, 16}},
  };

  private ElementwiseCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (Unary.Kind kind : Unary.Kind.values()) {
      for (int count : COUNTS) {
        cases.add(unary(kind, Operand.between(low(kind), 3, count)));
      }
      cases.add(unary(kind, Operand.between(low(kind), 3, 2, 3, 4, 5, 3)));
    }
    extremes(cases);
    for (Binary.Kind kind : Binary.Kind.values()) {
      for (int[][] pair : PAIRS) {
        cases.add(binary(kind, pair[0], pair[1]));
      }
      if (kind != Binary.Kind.DIV && kind != Binary.Kind.POW) {
        Case ties =
            Case.of(
                    kind + " with ties",
                    (graph, x) -> x.get(0).mul(x.get(2)).binary(kind, x.get(1).mul(x.get(3))),
                    Operand.whole(-2, 2, 40),
                    Operand.whole(-2, 2, 3, 40),
                    Operand.between(1, 1, 40),
                    Operand.between(1, 1, 40))
                .kinked();
        cases.add(ties);
      }
    }
    cases.add(
        Case.of(
                "One value in many places",
                (graph, x) -> {
                  Value a = x.get(0);
                  Value b = a.mul(x.get(1));
                  return b.mul(b).add(a.mul(a.exp())).div(a.square().add(1)).sub(b.sum(0));
                },
                Operand.of(5, 7),
                Operand.of(7))
            .withinOfLargest(1e-5));
    select(cases);
    casts(cases);
    return cases;
  }

  private static Case unary(Unary.Kind kind, Operand operand) {
    Case made =
        Case.of(kind + " of " + operand.shape(), (graph, x) -> x.get(0).unary(kind), operand);
    return kind == Unary.Kind.STOP_GRADIENT ? made.kinked() : made;
  }

  private static double low(Unary.Kind kind) {
    return switch (kind) {
      case LOG, SQRT -> 0.05;
      case LOG1P -> -0.8;
      case RECIPROCAL -> 0.3;
      default -> -3;
    };
  }

  private static void extremes(List<Case> cases) {
    Operand wide =
        Operand.listed(-100, -88.5, -60, -20, -9, -1e-3, -1e-7, 0, 1e-7, 1e-3, 9, 20, 60, 88, 100);
    for (Unary.Kind kind :
        new Unary.Kind[] {
          Unary.Kind.EXP,
          Unary.Kind.EXPM1,
          Unary.Kind.TANH,
          Unary.Kind.SIGMOID,
          Unary.Kind.SOFTPLUS,
          Unary.Kind.ERF,
          Unary.Kind.RELU,
          Unary.Kind.RELU6,
          Unary.Kind.SILU,
          Unary.Kind.SIGN,
          Unary.Kind.ABS
        }) {
      // Through a product with ones, so that gradients are taken at the extreme numbers.
      cases.add(
          Case.of(
                  kind + " of extremes",
                  (graph, x) -> x.get(0).mul(x.get(1)).unary(kind),
                  wide,
                  Operand.between(1, 1, 15))
              .kinked());
    }
    for (int repeated : new int[] {1, 613}) {
      // Few numbers are computed in another way than many.
      cases.add(
          Case.of(
                  "RELU6 at its kinks, " + repeated + " times",
                  (graph, x) -> x.get(0).mul(x.get(1)).unary(Unary.Kind.RELU6),
                  Operand.listed(-1, 0, 3, 5.9375, 6, 6.0625, 7),
                  Operand.between(1, 1, repeated, 7))
              .kinked());
    }
    cases.add(
        Case.of(
                "LOG of extremes",
                (graph, x) -> x.get(0).log(),
                Operand.listed(0, 1e-30, 1e-7, 0.999, 1, 1.001, 1e7, 1e30))
            .forwardOnly());
    Operand small = Operand.between(-1e-5, 1e-5, 77);
    for (Unary.Kind kind : new Unary.Kind[] {Unary.Kind.EXPM1, Unary.Kind.LOG1P}) {
      cases.add(
          Case.of(kind + " near 0", (graph, x) -> x.get(0).unary(kind), small)
              .forwardOnly()
              .within(1e-5, 1e-12));
    }
    Operand odd =
        Operand.listed(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, 2);
    for (Unary.Kind kind :
        new Unary.Kind[] {
          Unary.Kind.IDENTITY,
          Unary.Kind.NEG,
          Unary.Kind.SQUARE,
          Unary.Kind.EXP,
          Unary.Kind.LOG,
          Unary.Kind.SQRT,
          Unary.Kind.SIGMOID,
          Unary.Kind.TANH,
          Unary.Kind.RECIPROCAL,
          Unary.Kind.RELU,
          Unary.Kind.RELU6,
          Unary.Kind.ABS,
          Unary.Kind.SOFTPLUS
        }) {
      cases.add(
          Case.of(kind + " of no numbers", (graph, x) -> x.get(0).unary(kind), odd).forwardOnly());
    }
    for (Binary.Kind kind :
        new Binary.Kind[] {
          Binary.Kind.ADD,
          Binary.Kind.SUB,
          Binary.Kind.MUL,
          Binary.Kind.DIV,
          Binary.Kind.GREATER,
          Binary.Kind.GREATER_EQUAL,
          Binary.Kind.EQUAL
        }) {
      cases.add(
          Case.of(
                  kind + " of no numbers",
                  (graph, x) -> x.get(0).binary(kind, x.get(0).reshape(5, 1)),
                  odd)
              .forwardOnly());
    }
  }

  private static Case binary(Binary.Kind kind, int[] a, int[] b) {
    double low = kind == Binary.Kind.POW || kind == Binary.Kind.DIV ? 0.4 : -2;
    return Case.of(
            kind + " of " + Shape.of(a) + " and " + Shape.of(b),
            (graph, x) -> x.get(0).binary(kind, x.get(1)),
            Operand.between(low, 2, a),
            Operand.between(low, 2.3, b))
        .withinOfLargest(1e-5);
  }

  private static void select(List<Case> cases) {
    int[][][] shapes = {
      {{7}, {7}, {7}},
      {{}, {5, 3}, {5, 3}},
      {{5, 1}, {5, 3}, {}},
      {{5, 3}, {3}, {5, 1}},
      {{3}, {2, 5, 1}, {1, 3}},
      {{4097}, {4097}, {1}},
      {{4, 1, 5, 1}, {4, 3, 5, 7}, {7}},
    };
    for (int[][] s : shapes) {
      cases.add(
          Case.of(
                  "Select of " + Shape.of(s[0]) + ", " + Shape.of(s[1]) + " and " + Shape.of(s[2]),
                  (graph, x) -> x.get(0).select(x.get(1), x.get(2)),
                  Operand.whole(-1, 1, s[0]),
                  Operand.of(s[1]),
                  Operand.of(s[2]))
              .withinOfLargest(1e-5));
    }
  }

  private static void casts(List<Case> cases) {
    cases.add(
        Case.of(
                "Cast to bfloat16 and back, halfway",
                (graph, x) -> x.get(0).cast(DType.BFLOAT16).cast(DType.FLOAT32),
                Operand.listed(
                    1,
                    1 + 0x1p-8,
                    1 + 3 * 0x1p-8,
                    1 + 0x1p-8 + 0x1p-20,
                    -1 - 0x1p-8,
                    255.5,
                    3e38,
                    1e-3,
                    Double.NEGATIVE_INFINITY,
                    0))
            .forwardOnly()
            .exact());
    cases.add(
        Case.of(
            "Cast to bfloat16 and back",
            (graph, x) -> x.get(0).cast(DType.BFLOAT16).cast(DType.FLOAT32),
            Operand.of(5, 7, 3)));
    cases.add(
        Case.of(
                "Cast to bfloat16 and back, long",
                (graph, x) -> x.get(0).cast(DType.BFLOAT16).cast(DType.FLOAT32),
                Operand.of(100003))
            .forwardOnly()
            .exact());
    cases.add(
        Case.of(
                "Cast to int32 and back",
                (graph, x) -> x.get(0).cast(DType.INT32).cast(DType.FLOAT32),
                Operand.listed(0.4, 0.5, 0.6, 1.5, 2.5, -0.5, -1.5, -2.7, 1e6, 7))
            .forwardOnly()
            .exact());
    cases.add(
        Case.of(
                "Cast of int32",
                (graph, x) -> x.get(0).cast(DType.FLOAT32).mul(0.25),
                Operand.whole(DType.INT32, -5, 9, 37))
            .forwardOnly()
            .exact());
  }
}
