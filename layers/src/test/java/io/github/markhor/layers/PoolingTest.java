package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.graph.Step;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolingTest {
  /**
   * Pooling against plain loops: the largest or the mean of the part of each window within the
   * picture.
   */
  private static double[] pooled(
      double[] x, int[] size, int[] pool, int[] strides, boolean same, boolean max) {
    int[] out = new int[2];
    int[] before = new int[2];
    for (int axis = 0; axis < 2; axis++) {
      int in = size[axis + 1];
      int last = same ? in : in - pool[axis] + 1;
      out[axis] = (int) Math.ceil(last / (double) strides[axis]);
      int total = (out[axis] - 1) * strides[axis] + pool[axis] - in;
      before[axis] = same ? Math.max(total, 0) / 2 : 0;
    }
    double[] y = new double[size[0] * out[0] * out[1] * size[3]];
    for (int at = 0; at < y.length; at++) {
      int channel = at % size[3];
      int column = at / size[3] % out[1];
      int row = at / size[3] / out[1] % out[0];
      int picture = at / size[3] / out[1] / out[0];
      double sum = 0;
      double largest = Double.NEGATIVE_INFINITY;
      int count = 0;
      for (int a = 0; a < pool[0]; a++) {
        for (int b = 0; b < pool[1]; b++) {
          int h = row * strides[0] - before[0] + a;
          int w = column * strides[1] - before[1] + b;
          if (h >= 0 && w >= 0 && h < size[1] && w < size[2]) {
            double number = x[((picture * size[1] + h) * size[2] + w) * size[3] + channel];
            sum += number;
            largest = Math.max(largest, number);
            count++;
          }
        }
      }
      y[at] = max ? largest : sum / count;
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 2, 2, false",
    "2, 2, 2, 2, true",
    "3, 3, 2, 2, true",
    "3, 2, 1, 2, true",
    "3, 2, 1, 2, false",
    "2, 3, 3, 4, true",
    "5, 4, 1, 1, true"
  })
  void poolsEachWindow(int height, int width, int down, int right, boolean same) {
    int[] size = {2, 5, 7, 3};
    double[] x = Run.numbers(Shape.of(size).elements(), 0.9);
    // All below 0, so that a padding that counted as 0 would show.
    for (int i = 0; i < x.length; i++) {
      x[i] -= 2;
    }
    int[] pool = {height, width};
    int[] strides = {down, right};
    Padding padding = same ? Padding.SAME : Padding.VALID;
    Layer max = MaxPooling2D.of(height, width).strides(down, right).padding(padding);
    Layer average = AveragePooling2D.of(height, width).strides(down, right).padding(padding);
    assertArrayEquals(
        pooled(x, size, pool, strides, same, true),
        Run.of(max, Shape.of(size), false).run(x, Step.NONE).get("y"),
        1e-12);
    assertArrayEquals(
        pooled(x, size, pool, strides, same, false),
        Run.of(average, Shape.of(size), false).run(x, Step.NONE).get("y"),
        1e-12);
  }

  @Test
  void stridesAreTheWindowsSizeUnlessTheyAreSaid() {
    assertEquals(Shape.of(3, 2, 1), MaxPooling2D.of(2, 3).outputShape(Shape.of(7, 8, 1)));
    assertEquals(
        Shape.of(6, 6, 1), AveragePooling2D.of(2, 3).strides(1).outputShape(Shape.of(7, 8, 1)));
  }

  @Test
  void ofEqualNumbersTheFirstGetsTheGradient() {
    double[] x = {1, 5, 5, 5};
    double[] dx =
        Run.of(MaxPooling2D.of(2), Shape.of(1, 2, 2, 1), false)
            .run(x, new double[] {3}, Step.NONE)
            .get("dx");
    assertArrayEquals(new double[] {0, 3, 0, 0}, dx, 1e-12);
  }

  @Test
  void wholePicturesGiveOneNumberForEachChannel() {
    double[] x = {1, -8, 3, -4, 2, -6};
    Map<String, double[]> max =
        Run.of(GlobalMaxPooling2D.of(), Shape.of(1, 1, 3, 2), false).run(x, Step.NONE);
    assertArrayEquals(new double[] {3, -4}, max.get("y"), 1e-12);
    Map<String, double[]> mean =
        Run.of(GlobalAveragePooling2D.of(), Shape.of(1, 1, 3, 2), false).run(x, Step.NONE);
    assertArrayEquals(new double[] {2, -6}, mean.get("y"), 1e-6);
    double[] first =
        Run.of(
                GlobalMaxPooling2D.of().dataFormat(DataFormat.CHANNELS_FIRST),
                Shape.of(1, 2, 1, 3),
                false)
            .run(x, Step.NONE)
            .get("y");
    assertArrayEquals(new double[] {3, 2}, first, 1e-12);
  }

  @Test
  void equalNumbersOfAWholePictureShareTheGradient() {
    double[] dx =
        Run.of(GlobalMaxPooling2D.of(), Shape.of(1, 2, 2, 1), false)
            .run(new double[] {4, 1, 4, 4}, new double[] {6}, Step.NONE)
            .get("dx");
    assertArrayEquals(new double[] {2, 0, 2, 2}, dx, 1e-12);
  }

  @Test
  void keepdimsKeepsAxesOfSizeOne() {
    Shape input = Shape.of(4, 5, 3);
    assertEquals(Shape.of(1, 1, 3), GlobalMaxPooling2D.of().keepdims(true).outputShape(input));
    assertEquals(
        Shape.of(4, 1, 1),
        GlobalAveragePooling2D.of()
            .keepdims(true)
            .dataFormat(DataFormat.CHANNELS_FIRST)
            .outputShape(input));
  }
}
