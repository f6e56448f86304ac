package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.graph.Step;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resizing and cropping, held to Keras's numbers and to plain loops. */
class ResizingTest {
  /** The numbers of Keras 3.15 on TensorFlow 2.21, printed with six digits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NEAREST  | 8 | false | 3 3 -1 4 4 1.5 -9 -9",
        "NEAREST  | 3 | false | 3 4 -9",
        "BILINEAR | 8 | false | 3 1.25 -0.6875 2.4375 3.21875 1.65625 -4.40625 -9",
        "BILINEAR | 3 | false | 1.66667 4 -5.5",
        "BILINEAR | 3 | true  | 1.28571 2.33333 -4.5",
        "BICUBIC  | 8 | false | 3.28782 1.16908 -0.920959 2.68927 4.0412 1.88971 -4.98053 -9.75554",
        "BICUBIC  | 3 | false | 1.7258 4 -6.19324",
        "BICUBIC  | 3 | true  | 1.26154 2.67209 -4.56154",
        "AREA     | 8 | false | 3 1.4 -1 3 3.5 1.5 -4.8 -9",
        "AREA     | 3 | true  | 1.4 2.5 -4.8",
        "LANCZOS3 | 8 | false | 3.56469 0.977779 -0.946328 2.25209 4.95312 2.17907 -5.33255 -9.99472",
        "LANCZOS3 | 3 | true  | 1.03615 2.89461 -4.47275",
        "LANCZOS5 | 8 | false | 3.64222 1.1422 -1.05504 1.65855 5.58969 2.3134 -5.66924 -9.92185",
        "LANCZOS5 | 3 | true  | 0.800746 2.99349 -4.3789",
      })
  void aRowHasKerassNumbers(
      Interpolation interpolation, int width, boolean antialias, String numbers) {
    double[] expected =
        Arrays.stream(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
    double[] x = {3, -1, 4, 1.5, -9};
    Resizing across = Resizing.of(1, width).interpolation(interpolation).antialias(antialias);
    assertArrayEquals(expected, run(across, x, 1, 1, 5, 1), 2e-5);
    Resizing down = Resizing.of(width, 1).interpolation(interpolation).antialias(antialias);
    assertArrayEquals(expected, run(down, x, 1, 5, 1, 1), 2e-5);
  }

  private static double[] run(Layer layer, double[] x, int... batch) {
    return Run.of(layer, Shape.of(batch), false).run(x, Step.NONE).get("y");
  }

  @Test
  void bilinearOfPicturesIsTheLoops() {
    double[] x = Run.numbers(2 * 5 * 4 * 3, 0.7);
    double[] y = run(Resizing.of(7, 3), x, 2, 5, 4, 3);
    for (int n = 0; n < 2; n++) {
      for (int i = 0; i < 7; i++) {
        for (int j = 0; j < 3; j++) {
          double row = Math.max(0, Math.min(4, (i + 0.5) * 5 / 7 - 0.5));
          double column = Math.max(0, Math.min(3, (j + 0.5) * 4 / 3 - 0.5));
          int top = (int) row;
          int left = (int) column;
          int below = Math.min(top + 1, 4);
          int right = Math.min(left + 1, 3);
          for (int c = 0; c < 3; c++) {
            double upper = between(column - left, at(x, n, top, left, c), at(x, n, top, right, c));
            double lower =
                between(column - left, at(x, n, below, left, c), at(x, n, below, right, c));
            double expected = between(row - top, upper, lower);
            assertEquals(expected, y[((n * 7 + i) * 3 + j) * 3 + c], 1e-6);
          }
        }
      }
    }
  }

  private static double at(double[] x, int n, int row, int column, int channel) {
    return x[((n * 5 + row) * 4 + column) * 3 + channel];
  }

  private static double between(double share, double a, double b) {
    return a * (1 - share) + b * share;
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    double[] x = Run.numbers(2 * 3 * 4, 0.7);
    for (Interpolation interpolation : Interpolation.values()) {
      assertArrayEquals(x, run(Resizing.of(3, 4).interpolation(interpolation), x, 1, 3, 4, 2));
    }
  }

  @Test
  void croppingTakesTheMiddleOfTheResultsProportions() {
    // Of 1 x 6, two columns in the middle have the proportions of 2 x 4.
    double[] y =
        run(Resizing.of(2, 4).cropToAspectRatio(true), new double[] {9, 9, 1, 2, 9, 9}, 1, 1, 6, 1);
    assertArrayEquals(new double[] {1, 1.25, 1.75, 2, 1, 1.25, 1.75, 2}, y, 1e-6);
  }

  @Test
  void paddingFillsToTheResultsProportions() {
    // A column on both sides makes 2 x 2 of 2 x 4, but for the doubled size.
    double[] y =
        run(
            Resizing.of(2, 4).padToAspectRatio(true).fillValue(7),
            new double[] {1, 2, 3, 4},
            1,
            2,
            2,
            1);
    assertArrayEquals(new double[] {7, 1, 2, 7, 7, 3, 4, 7}, y, 1e-6);
    assertThrows(
        IllegalArgumentException.class,
        () -> Resizing.of(2, 4).padToAspectRatio(true).cropToAspectRatio(true));
  }

  @Test
  void centerCropTakesTheMiddleAndEnlargesWhatIsTooSmall() {
    double[] x = new double[5 * 4];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    // Rows 1 to 3 of 5, columns 1 and 2 of 4.
    assertArrayEquals(new double[] {5, 6, 9, 10, 13, 14}, run(CenterCrop.of(3, 2), x, 1, 5, 4, 1));
    // An odd row left over stays at the end.
    assertArrayEquals(new double[] {5, 6, 9, 10}, run(CenterCrop.of(2, 2), x, 1, 5, 4, 1));
    assertArrayEquals(
        run(Resizing.of(6, 2).cropToAspectRatio(true), x, 1, 5, 4, 1),
        run(CenterCrop.of(6, 2), x, 1, 5, 4, 1));
  }
}
