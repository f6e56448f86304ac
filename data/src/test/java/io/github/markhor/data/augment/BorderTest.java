package io.github.markhor.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.data.picture.FillMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points beyond a line of four pixels; the numbers are where SciPy 1.17 finds their values. */
class BorderTest {
  @ParameterizedTest
  @CsvSource({
    "WRAP, -7, 2",
    "WRAP, -6, 3",
    "WRAP, -3.5, 2.5",
    "WRAP, -3, 3",
    "WRAP, -1, 2",
    "WRAP, 3, 3",
    "WRAP, 3.5, 0.5",
    "WRAP, 6, 0",
    "WRAP, 7, 1",
    "WRAP, 9, 0",
    "REFLECT, -12, 3",
    "REFLECT, -8, 0",
    "REFLECT, -7, 1",
    "REFLECT, -4.5, 3",
    "REFLECT, -3.5, 2.5",
    "REFLECT, -0.5, 0",
    "REFLECT, 3.5, 3",
    "REFLECT, 6, 1",
    "REFLECT, 7, 0",
    "REFLECT, 9, 1",
    "REFLECT, 12, 3",
    "NEAREST, -0.1, 0",
    "NEAREST, 7, 3"
  })
  void foldsPointsAsSciPy(FillMode mode, double point, double expected) {
    assertEquals(expected, new Border(mode, 0).fold(point, 4), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"-1e-17, true", "0, false", "3, false", "3.0000000001, true"})
  void beyondTheEdgeThereIsTheConstant(double point, boolean constant) {
    double folded = new Border(FillMode.CONSTANT, 7).fold(point, 4);
    assertEquals(constant, Double.isNaN(folded));
  }
}
