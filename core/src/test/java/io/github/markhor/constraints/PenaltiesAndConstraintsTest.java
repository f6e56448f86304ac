package io.github.markhor.constraints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.config.Configurable;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.regularizers.L1;
import io.github.markhor.regularizers.L1L2;
import io.github.markhor.regularizers.L2;
import io.github.markhor.regularizers.OrthogonalRegularizer;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PenaltiesAndConstraintsTest {
  private static final double[] WEIGHT = {3, -0.5, 4, 0.25, 0, 1};

  private static double[] compute(UnaryOperator<Value> function, double[] x, int... sizes) {
    Graph graph = new Graph();
    graph.output("y", function.apply(graph.input("x", Type.float32(Shape.of(sizes)))));
    return new Interpreter(graph, Precision.EXACT64)
        .run(Map.of("x", x), new HashMap<>(), Step.NONE)
        .get("y");
  }

  @Test
  void penaltiesSumOverTheWholeWeight() {
    double l1 = 8.75;
    double l2 = 9 + 0.25 + 16 + 0.0625 + 1;
    assertArrayEquals(new double[] {0.5 * l1}, compute(L1.of(0.5)::penalty, WEIGHT, 2, 3), 1e-12);
    assertArrayEquals(new double[] {0.25 * l2}, compute(L2.of(0.25)::penalty, WEIGHT, 2, 3), 1e-12);
    assertArrayEquals(
        new double[] {0.5 * l1 + 0.25 * l2},
        compute(L1L2.of(0.5, 0.25)::penalty, WEIGHT, 2, 3),
        1e-12);
    assertArrayEquals(new double[] {0}, compute(L1L2.of(0, 0)::penalty, WEIGHT, 2, 3), 1e-12);
  }

  @Test
  void theOrthogonalPenaltyIsTheMeanCosine() {
    // Rows (3, 4), (1, 0) and (0, 2): the cosines are 3/5, 4/5 and 0.
    double[] x = {3, 4, 1, 0, 0, 2};
    assertArrayEquals(
        new double[] {0.5 * 1.4 / 3},
        compute(OrthogonalRegularizer.of(0.5)::penalty, x, 3, 2),
        1e-6);
    double cosine = 12 / Math.sqrt(10 * 20);
    assertArrayEquals(
        new double[] {0.01 * cosine},
        compute(
            OrthogonalRegularizer.of().mode(OrthogonalRegularizer.Mode.COLUMNS)::penalty, x, 3, 2),
        1e-6);
    assertThrows(
        IllegalArgumentException.class,
        () -> compute(OrthogonalRegularizer.of()::penalty, x, 3, 1, 2));
  }

  @Test
  void maxNormShortensWhatIsTooLong() {
    // Columns (3, 0.25), (-0.5, 0) and (4, 1): the second is short enough.
    double first = Math.sqrt(9.0625);
    double third = Math.sqrt(17);
    double[] expected = {6 / first, -0.5, 8 / third, 0.5 / first, 0, 2 / third};
    assertArrayEquals(expected, compute(MaxNorm.of(2)::apply, WEIGHT, 2, 3), 1e-6);
    double[] rows = compute(MaxNorm.of(1).axis(1)::apply, WEIGHT, 2, 3);
    assertEquals(1, Math.hypot(Math.hypot(rows[0], rows[1]), rows[2]), 1e-6);
    assertEquals(0.25 / Math.sqrt(1.0625), rows[3], 1e-6);
    double[] whole = compute(MaxNorm.of(1).axis(0, 1)::apply, WEIGHT, 2, 3);
    assertEquals(3 / Math.sqrt(26.3125), whole[0], 1e-6);
  }

  @Test
  void unitNormMakesEveryNormOne() {
    double first = Math.sqrt(9.0625);
    double third = Math.sqrt(17);
    double[] expected = {3 / first, -1, 4 / third, 0.25 / first, 0, 1 / third};
    assertArrayEquals(expected, compute(UnitNorm.of()::apply, WEIGHT, 2, 3), 1e-6);
    assertArrayEquals(new double[2], compute(UnitNorm.of()::apply, new double[2], 2, 1));
  }

  @Test
  void minMaxNormGoesPartOfTheWay() {
    double first = Math.sqrt(9.0625);
    double third = Math.sqrt(17);
    double[] wanted = {0.25 * 2 + 0.75 * first, 0.25 * 1 + 0.75 * 0.5, 0.25 * 2 + 0.75 * third};
    double[] expected = {
      3 * wanted[0] / first,
      -wanted[1],
      4 * wanted[2] / third,
      0.25 * wanted[0] / first,
      0,
      wanted[2] / third
    };
    assertArrayEquals(expected, compute(MinMaxNorm.of(1, 2).rate(0.25)::apply, WEIGHT, 2, 3), 1e-5);
  }

  @Test
  void nonNegDropsWhatIsNegative() {
    assertArrayEquals(
        new double[] {3, 0, 4, 0.25, 0, 1}, compute(NonNeg.of()::apply, WEIGHT, 2, 3));
  }

  @Test
  void configsMakeTheSameAgain() {
    for (Regularizer regularizer :
        List.of(
            L1.of(0.3),
            L2.of(0.2),
            L1L2.of(0.1, 0.4),
            OrthogonalRegularizer.of(0.2).mode(OrthogonalRegularizer.Mode.COLUMNS))) {
      assertSame(Regularizer.class, regularizer);
    }
    List<Constraint> constraints =
        List.of(
            MaxNorm.of(3),
            MaxNorm.of(3).axis(0, 1, 2),
            UnitNorm.of().axis(1),
            NonNeg.of(),
            MinMaxNorm.of(0.5, 2).rate(0.25).axis(-1));
    for (Constraint constraint : constraints) {
      assertSame(Constraint.class, constraint);
    }
    assertEquals(3, MaxNorm.of().axis(3).config().get("axis"));
    assertEquals(List.of(0, 1), MaxNorm.of().axis(0, 1).config().get("axis"));
  }

  private static <T extends Configurable> void assertSame(Class<T> type, T one) {
    Map<String, Object> description =
        Map.of("class_name", one.className(), "config", one.config().values());
    T again = Registry.make(type, description, Dialect.KERAS_3);
    assertEquals(one.getClass(), again.getClass());
    assertEquals(one.config().values(), again.config().values());
  }

  @Test
  void readsNamesAndOldWaysOfWriting() {
    assertEquals(0.01, Registry.make(Regularizer.class, "l2", Dialect.KERAS_3).config().get("l2"));
    assertEquals(
        2.0,
        Registry.make(Constraint.class, "max_norm", Dialect.KERAS_2).config().get("max_value"));
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> L2.of(-0.1));
    assertThrows(IllegalArgumentException.class, () -> L1.of(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> MaxNorm.of(-1));
    assertThrows(IllegalArgumentException.class, () -> MaxNorm.of(1).axis());
    assertThrows(IllegalArgumentException.class, () -> MinMaxNorm.of(2, 1));
    assertThrows(IllegalArgumentException.class, () -> MinMaxNorm.of(0, 1).rate(2));
  }
}
