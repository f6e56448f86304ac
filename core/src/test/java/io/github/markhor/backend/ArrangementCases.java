package io.github.markhor.backend;

import io.github.markhor.graph.ArgMax;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Reduce;
import io.github.markhor.graph.Softmax;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reshaping, transposing, repeating, reducing along every set of axes, softmax, and draws. */
final class ArrangementCases {
  private ArrangementCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        Case.of("Reshape", (graph, x) -> x.get(0).reshape(7, 2, 3).square(), Operand.of(6, 7)));
    cases.add(Case.of("Reshape to ()", (graph, x) -> x.get(0).reshape().exp(), Operand.of(1, 1)));
    cases.add(Case.of("Reshape alone", (graph, x) -> x.get(0).reshape(5, 9), Operand.of(3, 15)));
    transposes(cases);
    int[][][] repeats = {
      {{}, {7}},
      {{1}, {4097}},
      {{3}, {5, 3}},
      {{5, 1}, {5, 7}},
      {{2, 1, 3, 1}, {2, 4, 3, 5}},
      {{1, 3}, {2, 5, 3}},
      {{1, 1, 1, 64}, {5, 9, 9, 64}},
    };
    for (int[][] pair : repeats) {
      cases.add(
          Case.of(
                  "Broadcast of " + Shape.of(pair[0]) + " to " + Shape.of(pair[1]),
                  (graph, x) -> x.get(0).broadcastTo(Shape.of(pair[1])),
                  Operand.of(pair[0]))
              .withinOfLargest(1e-5));
    }
    pads(cases);
    int[][] reduced = {
      {7},
      {4, 5},
      {3, 4, 5},
      {2, 3, 4, 5},
      {2, 3, 2, 3, 4},
      {17, 19, 37},
      {100003},
      {4097, 3},
      {3, 4097},
      {33, 64},
      {5, 1, 3},
      {8, 29, 31, 16},
    };
    for (int[] sizes : reduced) {
      reductions(cases, sizes);
    }
    labels(cases);
    concats(cases);
    segments(cases);
    lookups(cases);
    softmaxes(cases);
    draws(cases);
    return cases;
  }

  private static void transposes(List<Case> cases) {
    int[][][] shapesAndOrders = {
      {{5, 7}, {1, 0}},
      {{129, 65}, {1, 0}},
      {{3, 4, 5}, {0, 2, 1}},
      {{3, 4, 5}, {1, 0, 2}},
      {{3, 4, 5}, {1, 2, 0}},
      {{3, 4, 5}, {2, 0, 1}},
      {{3, 4, 5}, {2, 1, 0}},
      {{2, 3, 4, 5}, {0, 3, 1, 2}},
      {{2, 3, 4, 5}, {0, 2, 3, 1}},
      {{2, 3, 4, 5}, {3, 1, 0, 2}},
      {{3, 17, 9, 19}, {0, 3, 1, 2}},
      {{2, 3, 2, 5, 4}, {4, 2, 0, 3, 1}},
      {{1, 7}, {1, 0}},
    };
    for (int[][] pair : shapesAndOrders) {
      cases.add(
          Case.of(
                  "Transpose of " + Shape.of(pair[0]) + " by " + Shape.of(pair[1]),
                  (graph, x) -> x.get(0).transpose(pair[1]),
                  Operand.of(pair[0]))
              .exact());
    }
  }

  private static void pads(List<Case> cases) {
    int[][][] settings = {
      {{7}, {2}, {0}},
      {{7}, {-2}, {-4}},
      {{4097}, {1}, {-3}},
      {{3, 5}, {0, 2}, {4, 1}},
      {{4, 6}, {-1, 0}, {0, -2}},
      {{2, 3, 4, 5}, {0, 1, 2, 0}, {0, 3, 0, 0}},
      {{2, 7, 6, 3}, {0, -1, -2, 0}, {0, -3, 0, 0}},
      {{2, 4, 5, 3}, {0, -1, 3, 0}, {0, 2, -2, 1}},
      {{3, 17, 19, 16}, {0, 2, 3, 0}, {0, 1, 0, 0}},
      {{2, 3, 2, 2, 4}, {1, 0, -1, 2, -3}, {-1, 1, 2, 0, 1}},
      {{2, 3, 1, 5}, {0, 0, 0, 0}, {1, 0, -1, 0}},
    };
    for (int[][] s : settings) {
      Case pad =
          Case.of(
              "Pad of "
                  + Shape.of(s[0])
                  + " by "
                  + Arrays.toString(s[1])
                  + " and "
                  + Arrays.toString(s[2]),
              (graph, x) -> x.get(0).pad(s[1], s[2]),
              Operand.of(s[0]));
      cases.add(pad.exact());
    }
  }

  private static void concats(List<Case> cases) {
    int[][][] settings = {
      {{0}, {7}, {3}},
      {{1}, {2, 3}, {2, 5}, {2, 1}},
      {{0}, {2, 3}, {4, 3}},
      {{3}, {2, 3, 4, 16}, {2, 3, 4, 5}},
      {{2}, {2, 3, 4, 5}, {2, 3, 1, 5}, {2, 3, 6, 5}},
      {{1}, {3, 17, 9, 19}, {3, 2, 9, 19}},
      {{2}, {130, 3, 33}, {130, 3, 1}},
    };
    for (int[][] s : settings) {
      Operand[] operands = new Operand[s.length - 1];
      for (int i = 1; i < s.length; i++) {
        operands[i - 1] = Operand.of(s[i]);
      }
      cases.add(
          Case.of(
                  "Concat along " + s[0][0] + " of " + operands.length + " from " + Shape.of(s[1]),
                  (graph, x) ->
                      x.get(0).concat(s[0][0], x.subList(1, x.size()).toArray(Value[]::new)),
                  operands)
              .exact());
    }
  }

  private static void reductions(List<Case> cases, int[] sizes) {
    for (int set = 1; set < 1 << sizes.length; set++) {
      List<Integer> axes = new ArrayList<>();
      for (int axis = 0; axis < sizes.length; axis++) {
        if ((set >> axis & 1) == 1) {
          axes.add(axis);
        }
      }
      for (Reduce.Kind kind : Reduce.Kind.values()) {
        String name = kind + " of " + Shape.of(sizes) + " along " + axes;
        Case.Body body = (graph, x) -> graph.apply(new Reduce(kind, axes), x.get(0)).output(0);
        cases.add(Case.of(name, body, Operand.between(-2, 2.5, sizes)).withinOfLargest(1e-5));
        if (kind == Reduce.Kind.MAX && sizes.length == 3) {
          Case.Body tied = (graph, x) -> body.apply(graph, List.of(x.get(0).mul(x.get(1))));
          cases.add(
              Case.of(name + " with ties", tied, Operand.whole(-2, 2, sizes), Operand.between(1, 1))
                  .kinked()
                  .withinOfLargest(1e-5));
        }
      }
    }
    cases.add(
        Case.of(
                "mean of " + Shape.of(sizes),
                (graph, x) -> x.get(0).mean(),
                Operand.between(-1, 3, sizes))
            .withinOfLargest(1e-5));
  }

  private static void labels(List<Case> cases) {
    int[][] shapes = {{1}, {7}, {5, 10}, {3, 4, 7}, {4097, 2}, {3, 1000}};
    for (int[] sizes : shapes) {
      Shape shape = Shape.of(sizes);
      cases.add(
          Case.of(
                  "ArgMax of " + shape,
                  (graph, x) -> graph.apply(new ArgMax(), x.get(0)).output(0),
                  Operand.of(sizes))
              .forwardOnly()
              .exact());
      cases.add(
          Case.of(
                  "ArgMax of " + shape + " with ties",
                  (graph, x) -> x.get(0).argMax(),
                  Operand.whole(-1, 1, sizes))
              .forwardOnly()
              .exact());
      cases.add(
          Case.of(
                  "OneHot of " + shape,
                  (graph, x) -> x.get(0).oneHot(4),
                  Operand.whole(-1, 5, sizes))
              .forwardOnly()
              .exact());
    }
    cases.add(
        Case.of(
                "OneHot of whole numbers",
                (graph, x) -> x.get(0).oneHot(10),
                Operand.whole(DType.INT32, 0, 9, 33))
            .forwardOnly()
            .exact());
    cases.add(
        Case.of(
                "OneHot of numbers between",
                (graph, x) -> x.get(0).oneHot(3),
                Operand.listed(0, 0.5, 1, 1.99, 2, 2.5, -0.25))
            .forwardOnly()
            .exact());
  }

  private static void segments(List<Case> cases) {
    int[][] shapes = {{1}, {7}, {5, 10}, {3, 4, 7}, {4097, 2}};
    for (int[] sizes : shapes) {
      cases.add(
          Case.of(
                  "SegmentSum of " + Shape.of(sizes),
                  (graph, x) -> x.get(0).segmentSum(x.get(1), 5),
                  Operand.between(-1, 3, sizes),
                  Operand.whole(-2, 6, sizes))
              .withinOfLargest(1e-5));
    }
    cases.add(
        Case.of(
                "SegmentSum by numbers between",
                (graph, x) -> x.get(0).segmentSum(x.get(1), 3),
                Operand.listed(1, 2, 4, 8, 16, 32, 64),
                Operand.listed(0, 0.5, 1, 1.99, 2, 2.5, -0.25))
            .forwardOnly()
            .exact());
  }

  private static void lookups(List<Case> cases) {
    int[][] shapes = {{1}, {7}, {5, 10}, {3, 4, 7}, {4097, 2}};
    for (int[] sizes : shapes) {
      cases.add(
          Case.of(
                  "Lookup of " + Shape.of(sizes),
                  (graph, x) -> x.get(0).lookup(x.get(1)),
                  Operand.between(-1, 3, 5),
                  Operand.whole(-2, 6, sizes))
              .withinOfLargest(1e-5));
    }
    cases.add(
        Case.of(
                "Lookup at numbers between",
                (graph, x) -> x.get(0).lookup(x.get(1)),
                Operand.listed(1, 2, 4),
                Operand.listed(0, 0.5, 1, 1.99, 2, 2.5, -0.25))
            .forwardOnly()
            .exact());
  }

  private static void softmaxes(List<Case> cases) {
    int[][] shapes = {
      {1}, {7}, {5, 10}, {17, 37}, {3, 1000}, {4097, 2}, {2, 3, 4}, {5, 1}, {300, 501}
    };
    for (boolean log : new boolean[] {false, true}) {
      for (int[] sizes : shapes) {
        cases.add(
            Case.of(
                    (log ? "LogSoftmax of " : "Softmax of ") + Shape.of(sizes),
                    (graph, x) -> graph.apply(new Softmax(log), x.get(0)).output(0),
                    Operand.of(sizes))
                .withinOfLargest(1e-5));
      }
      cases.add(
          Case.of(
                  (log ? "LogSoftmax" : "Softmax") + " of extremes",
                  (graph, x) -> graph.apply(new Softmax(log), x.get(0)).output(0),
                  Operand.between(-100, 100, 9, 5))
              .kinked()
              .within(1e-5, 1e-5));
    }
  }

  private static void draws(List<Case> cases) {
    int[][] shapes = {{}, {1}, {7}, {8}, {4097}, {100003}, {5, 3, 4, 6}};
    double[] rates = {0, 0.2, 0.25, 0.5, 0.9};
    int i = 0;
    for (int[] sizes : shapes) {
      int stream = 3 * i;
      double rate = rates[i++ % rates.length];
      Shape shape = Shape.of(sizes);
      cases.add(
          Case.of(
                  "Uniform of " + shape,
                  (graph, x) ->
                      graph.apply(new Random.Uniform(stream, shape), graph.randomKey()).output(0))
              .forwardOnly()
              .exact());
      cases.add(dropout("Dropout " + rate + " of " + shape, stream, rate, Operand.of(sizes)));
      cases.add(dropout("Dropout 0.3 of " + shape, stream + 1, 0.3, Operand.of(sizes)));
    }
  }

  static Case dropout(String name, int stream, double rate, Operand operand) {
    return Case.of(
        name,
        (graph, x) ->
            graph.apply(new Random.Dropout(stream, rate), x.get(0), graph.randomKey()).output(0),
        operand);
  }
}
