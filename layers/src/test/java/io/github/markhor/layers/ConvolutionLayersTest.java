package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Depthwise, separable, transposed and one-dimensional convolution, held to plain loops. */
class ConvolutionLayersTest {
  private static final double[] BIAS = {0.25, -0.5, 1, 2, -1.5, 0.75};

  /** (H, W, C) by (h, w, C, multiplier): each channel by its own kernels, without padding. */
  private static double[] depthwise(double[] x, int[] size, double[] kernel, int[] window, int m) {
    int height = size[0] - window[0] + 1;
    int width = size[1] - window[1] + 1;
    int channels = size[2];
    double[] y = new double[height * width * channels * m];
    for (int at = 0; at < y.length; at++) {
      int channel = at % (channels * m) / m;
      int column = at / (channels * m) % width;
      int row = at / (channels * m) / width;
      for (int i = 0; i < window[0]; i++) {
        for (int j = 0; j < window[1]; j++) {
          int from = ((row + i) * size[1] + column + j) * channels + channel;
          int weight = ((i * window[1] + j) * channels + channel) * m + at % m;
          y[at] += x[from] * kernel[weight];
        }
      }
    }
    return y;
  }

  @Test
  void depthwiseKeepsTheChannelsApart() {
    int[] size = {4, 5, 3};
    double[] x = Run.numbers(60, 0.4);
    double[] kernel = Run.numbers(2 * 3 * 3 * 2, 1.1);
    Run run =
        Run.of(DepthwiseConv2D.of(2, 3).depthMultiplier(2), Shape.of(1, 4, 5, 3), false)
            .set("kernel", kernel)
            .set("bias", BIAS);
    double[] expected = depthwise(x, size, kernel, new int[] {2, 3}, 2);
    for (int i = 0; i < expected.length; i++) {
      expected[i] += BIAS[i % 6];
    }
    assertArrayEquals(expected, run.run(x, Step.NONE).get("y"), 1e-9);
  }

  @Test
  void separableIsDepthwiseAndThenMixesTheChannels() {
    double[] x = Run.numbers(60, 0.4);
    double[] kernel = Run.numbers(2 * 2 * 3 * 2, 1.1);
    double[] mixing = Run.numbers(6 * 4, 0.6);
    Run run =
        Run.of(SeparableConv2D.of(4, 2).depthMultiplier(2), Shape.of(1, 4, 5, 3), false)
            .set("depthwise_kernel", kernel)
            .set("pointwise_kernel", mixing)
            .set("bias", 0.25, -0.5, 1, 2);
    double[] between = depthwise(x, new int[] {4, 5, 3}, kernel, new int[] {2, 2}, 2);
    double[] expected = new double[between.length / 6 * 4];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = BIAS[i % 4];
      for (int c = 0; c < 6; c++) {
        expected[i] += between[i / 4 * 6 + c] * mixing[c * 4 + i % 4];
      }
    }
    assertArrayEquals(expected, run.run(x, Step.NONE).get("y"), 1e-9);
  }

  /** One row of one channel: each number adds the kernel, at a distance of so many steps. */
  private static double[] stamped(double[] x, double[] kernel, int stride, int before, int size) {
    double[] y = new double[size];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < kernel.length; j++) {
        int at = i * stride + j - before;
        if (at >= 0 && at < size) {
          y[at] += x[i] * kernel[j];
        }
      }
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({
    // kernel, stride, same, output padding or -1, rows cut in front, size
    "3, 2, false, -1, 0, 9",
    "2, 3, false, -1, 0, 12",
    "3, 2, false, 1, 0, 10",
    "3, 2, true, -1, 0, 8",
    "5, 2, true, -1, 1, 8",
    "4, 1, true, -1, 1, 4",
    "5, 3, true, 1, 1, 11",
    "4, 3, true, 2, 1, 11",
  })
  void transposedStampsTheKernel(
      int kernel, int stride, boolean same, int padding, int before, int size) {
    Conv2DTranspose layer =
        Conv2DTranspose.of(1, 1, kernel)
            .strides(1, stride)
            .padding(same ? Padding.SAME : Padding.VALID)
            .useBias(false);
    layer = padding < 0 ? layer : layer.outputPadding(0, padding);
    double[] x = {1, -2, 0.5, 3};
    double[] weights = Run.numbers(kernel, 0.8);
    Run run = Run.of(layer, Shape.of(1, 1, 4, 1), false).set("kernel", weights);
    assertEquals(Shape.of(1, size, 1), run.predicted());
    double[] expected = stamped(x, weights, stride, before, size);
    assertArrayEquals(expected, run.run(x, Step.NONE).get("y"), 1e-9);
  }

  @Test
  void transposedHasItsFiltersBeforeTheChannels() {
    Run run =
        Run.of(Conv2DTranspose.of(2, 1), Shape.of(1, 1, 1, 3), false)
            .set("kernel", 1, 2, 3, 10, 20, 30)
            .set("bias", 0.5, -0.5);
    double[] y = run.run(new double[] {1, -1, 2}, Step.NONE).get("y");
    assertArrayEquals(new double[] {5.5, 49.5}, y, 1e-9);
  }

  @Test
  void causalPaddingSeesNothingThatComesLater() {
    Conv1D layer = Conv1D.of(1, 3).dilationRate(2).padding(Padding.CAUSAL).useBias(false);
    Run run = Run.of(layer, Shape.of(1, 6, 1), false).set("kernel", 100, 10, 1);
    double[] x = {1, 2, 3, 4, 5, 6};
    double[] expected = {1, 2, 13, 24, 135, 246};
    assertArrayEquals(expected, run.run(x, Step.NONE).get("y"), 1e-9);
  }

  @Test
  void oneDimensionIsAPictureOfOneColumn() {
    double[] x = Run.numbers(2 * 7 * 4, 0.2);
    double[] kernel = Run.numbers(3 * 2 * 6, 0.9);
    Run row =
        Run.of(Conv1D.of(6, 3).strides(2).groups(2), Shape.of(2, 7, 4), false)
            .set("kernel", kernel)
            .set("bias", BIAS);
    Run picture =
        Run.of(Conv2D.of(6, 3, 1).strides(2, 1).groups(2), Shape.of(2, 7, 1, 4), false)
            .set("kernel", kernel)
            .set("bias", BIAS);
    assertEquals(Shape.of(3, 6), row.predicted());
    assertArrayEquals(picture.run(x, Step.NONE).get("y"), row.run(x, Step.NONE).get("y"), 1e-12);
  }
}
