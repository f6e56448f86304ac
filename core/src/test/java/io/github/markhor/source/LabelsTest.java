package io.github.markhor.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void oneHotRowsHaveAOneAtTheClass() {
    Tensor rows = Labels.toCategorical(2, 0, 1, 2);
    assertEquals(Shape.of(4, 3), rows.shape());
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1}, rows.toArray());
    assertEquals(Shape.of(1, 5), Labels.toCategorical(new int[] {3}, 5).shape());
    assertEquals(Shape.of(0, 0), Labels.toCategorical().shape());
  }

  @Test
  void aClassThatThereIsNoneOfIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Labels.toCategorical(new int[] {0, 3}, 3));
    assertThrows(IllegalArgumentException.class, () -> Labels.toCategorical(1, -1));
  }

  @Test
  void classesAreReadFromBothForms() {
    int[] classes = {4, 0, 2};
    assertArrayEquals(classes, Labels.classes(Labels.toCategorical(classes, 6)));
    assertArrayEquals(classes, Labels.classes(Tensor.vector(4, 0, 2)));
    assertArrayEquals(classes, Labels.classes(Tensor.of(new float[] {4, 0, 2}, 3, 1)));
    assertThrows(IllegalArgumentException.class, () -> Labels.classes(Tensor.vector(1, 0.5f)));
    assertThrows(IllegalArgumentException.class, () -> Labels.classes(Tensor.vector(1, -1)));
  }

  @Test
  void theLargestProbabilityIsTheClass() {
    Tensor rows = Tensor.of(new float[][] {{0.2f, 0.5f, 0.3f}, {0.6f, 0.1f, 0.3f}});
    assertArrayEquals(new int[] {1, 0}, Labels.predicted(rows));
    Tensor sigmoid = Tensor.of(new float[] {0.51f, 0.5f, 0.1f}, 3, 1);
    assertArrayEquals(new int[] {1, 0, 0}, Labels.predicted(sigmoid));
  }

  @Test
  void balancedWeightsMakeAllClassesCountTheSame() {
    // 6 samples of 3 classes: 6 / (3 · 3), 6 / (3 · 1), 6 / (3 · 2).
    assertEquals(Map.of(0, 6 / 9.0, 2, 2.0, 5, 1.0), Labels.balancedClassWeight(0, 5, 0, 2, 5, 0));
  }
}
