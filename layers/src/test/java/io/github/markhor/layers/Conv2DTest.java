package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Conv2DTest {
  /** Convolution against plain loops over its definition, independent of the graph's windows. */
  private static double[] convolution(
      double[] x,
      int[] size,
      double[] kernel,
      int[] k,
      double[] bias,
      int[] strides,
      int[] dilation,
      int groups,
      boolean same) {
    int n = size[0];
    int channels = size[3];
    int filters = bias.length;
    int[] out = new int[2];
    int[] before = new int[2];
    for (int axis = 0; axis < 2; axis++) {
      int extent = (k[axis] - 1) * dilation[axis] + 1;
      int in = size[axis + 1];
      out[axis] = (int) Math.ceil((same ? in : in - extent + 1) / (double) strides[axis]);
      int total = same ? Math.max((out[axis] - 1) * strides[axis] + extent - in, 0) : 0;
      before[axis] = total / 2;
    }
    double[] y = new double[n * out[0] * out[1] * filters];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int row = 0; row < out[0]; row++) {
        for (int column = 0; column < out[1]; column++) {
          for (int filter = 0; filter < filters; filter++) {
            double sum = bias[filter];
            int first = filter / (filters / groups) * (channels / groups);
            for (int a = 0; a < k[0]; a++) {
              for (int b = 0; b < k[1]; b++) {
                int h = row * strides[0] - before[0] + a * dilation[0];
                int w = column * strides[1] - before[1] + b * dilation[1];
                if (h < 0 || w < 0 || h >= size[1] || w >= size[2]) {
                  continue;
                }
                for (int c = 0; c < channels / groups; c++) {
                  sum +=
                      x[((i * size[1] + h) * size[2] + w) * channels + first + c]
                          * kernel[((a * k[1] + b) * (channels / groups) + c) * filters + filter];
                }
              }
            }
            y[at++] = sum;
          }
        }
      }
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3, 1, 1, 1, 1, 1, false", "3, 3, 1, 1, 1, 1, 1, true", "2, 2, 1, 1, 1, 1, 1, true",
    "2, 3, 2, 2, 1, 1, 1, true", "3, 2, 2, 3, 1, 1, 1, false", "5, 1, 3, 2, 1, 1, 2, true",
    "3, 2, 1, 1, 2, 3, 1, true", "2, 3, 1, 1, 3, 2, 2, false", "1, 1, 1, 1, 1, 1, 1, false"
  })
  void isTheSumOverTheWindow(
      int height,
      int width,
      int down,
      int right,
      int dilateDown,
      int dilateRight,
      int groups,
      boolean same) {
    int[] size = {2, 7, 6, 4};
    int[] k = {height, width};
    int[] strides = {down, right};
    int[] dilation = {dilateDown, dilateRight};
    Conv2D layer =
        Conv2D.of(6, height, width)
            .strides(down, right)
            .dilationRate(dilateDown, dilateRight)
            .groups(groups)
            .padding(same ? Padding.SAME : Padding.VALID);
    Run run = Run.of(layer, Shape.of(size), false);
    assertEquals(Shape.of(height, width, 4 / groups, 6), run.spec("kernel").shape());
    assertEquals(Shape.of(6), run.spec("bias").shape());
    double[] x = Run.numbers(Shape.of(size).elements(), 0.4);
    double[] kernel = Run.numbers(height * width * 4 / groups * 6, 1.4);
    double[] bias = Run.numbers(6, 2.9);
    double[] y = run.set("kernel", kernel).set("bias", bias).run(x, Step.NONE).get("y");
    assertArrayEquals(
        convolution(x, size, kernel, k, bias, strides, dilation, groups, same), y, 1e-12);
  }

  @Test
  void channelsFirstIsTheTransposedOfChannelsLast() {
    double[] kernel = Run.numbers(2 * 3 * 2 * 5, 0.2);
    double[] last = Run.numbers(2 * 4 * 5 * 2, 0.8);
    double[] first = new double[last.length];
    for (int i = 0; i < 2; i++) {
      for (int pixel = 0; pixel < 20; pixel++) {
        for (int c = 0; c < 2; c++) {
          first[(i * 2 + c) * 20 + pixel] = last[(i * 20 + pixel) * 2 + c];
        }
      }
    }
    Conv2D layer = Conv2D.of(5, 2, 3).useBias(false).padding(Padding.SAME).strides(1, 2);
    double[] y =
        Run.of(layer, Shape.of(2, 4, 5, 2), false)
            .set("kernel", kernel)
            .run(last, Step.NONE)
            .get("y");
    Run transposed =
        Run.of(layer.dataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 2, 4, 5), false)
            .set("kernel", kernel);
    assertEquals(Shape.of(2, 5, 4, 3), transposed.result().shape());
    double[] z = transposed.run(first, Step.NONE).get("y");
    for (int i = 0; i < 2; i++) {
      for (int pixel = 0; pixel < 12; pixel++) {
        for (int f = 0; f < 5; f++) {
          assertEquals(y[(i * 12 + pixel) * 5 + f], z[(i * 5 + f) * 12 + pixel], 1e-12);
        }
      }
    }
  }

  @Test
  void theActivationFollowsTheBias() {
    double[] x = {0.5, -0.25};
    Run run =
        Run.of(Conv2D.of(1, 1).activation(Activations.RELU), Shape.of(1, 1, 2, 1), false)
            .set("kernel", 2)
            .set("bias", -0.25);
    assertArrayEquals(new double[] {0.75, 0}, run.run(x, Step.NONE).get("y"), 1e-12);
  }

  @Test
  void thePenaltyOfTheResultIsDividedByTheBatchSize() {
    Conv2D layer =
        Conv2D.of(1, 1)
            .useBias(false)
            .activityRegularizer(io.github.markhor.regularizers.L2.of(0.5));
    Run run = Run.of(layer, Shape.of(2, 1, 2, 1), false).set("kernel", 2);
    Map<String, double[]> results = run.run(new double[] {1, -2, 0.5, 3}, Step.NONE);
    assertEquals(0.5 * 4 * (1 + 4 + 0.25 + 9) / 2, results.get("loss")[0], 1e-12);
  }

  @Test
  void aChainTakesTheShapeBefore() {
    Run run =
        Run.of(
            List.of(Conv2D.of(4, 3), MaxPooling2D.of(2), Flatten.of(), Dense.of(2)),
            Shape.of(3, 9, 8, 3),
            false);
    assertEquals(Shape.of(3 * 3 * 4, 2), run.spec("3/kernel").shape());
    assertEquals(Shape.of(3, 2), run.result().shape());
  }
}
