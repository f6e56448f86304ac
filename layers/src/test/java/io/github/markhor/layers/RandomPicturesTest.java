package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Augmentation moves pixels as stated, held to plain loops, and in training only. */
class RandomPicturesTest {
  private static final int N = 40;
  private static final int H = 5;
  private static final int W = 6;
  private static final int C = 2;
  private static final int EACH = H * W * C;
  private static final Shape BATCH = Shape.of(N, H, W, C);
  private static final Step STEP = new Step(3, 0, 11);

  /** N times the same picture, without symmetry. */
  private static double[] pictures() {
    double[] one = Run.numbers(EACH, 0.9);
    double[] x = new double[N * EACH];
    for (int i = 0; i < x.length; i++) {
      x[i] = one[i % EACH];
    }
    return x;
  }

  private static double[] train(RandomPictures<?> layer) {
    return Run.of(layer, BATCH, true).run(pictures(), STEP).get("y");
  }

  private static double[] picture(double[] batch, int n) {
    int each = batch.length / N;
    return Arrays.copyOfRange(batch, n * each, (n + 1) * each);
  }

  static List<RandomPictures<?>> layers() {
    return List.of(
        RandomFlip.of(),
        RandomFlip.of(RandomFlip.Mode.VERTICAL),
        RandomRotation.of(0.2),
        RandomZoom.of(0.3),
        RandomZoom.of(0.3, 0.2),
        RandomTranslation.of(0.3, 0.2),
        RandomContrast.of(0.5).valueRange(-5, 5),
        RandomBrightness.of(0.5).valueRange(-5, 5));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void movesPixelsInTrainingAndNeverAtInference(RandomPictures<?> layer) {
    double[] x = pictures();
    assertArrayEquals(x, Run.of(layer, BATCH, false).run(x, STEP).get("y"));
    double[] y = train(layer);
    assertFalse(Arrays.equals(x, y));
    Set<List<Double>> kinds = new HashSet<>();
    for (int n = 0; n < N; n++) {
      kinds.add(Arrays.stream(picture(y, n)).boxed().toList());
    }
    // All pictures differ, but for flips, of which there are two or four.
    int expected = layer instanceof RandomFlip flip ? flips(flip) : N;
    assertEquals(expected, kinds.size());
    assertArrayEquals(y, train(layer));
    double[] next = Run.of(layer, BATCH, true).run(x, new Step(4, 0, 11)).get("y");
    assertFalse(Arrays.equals(y, next));
  }

  private static int flips(RandomFlip flip) {
    return flip.config().get("mode").equals("horizontal_and_vertical") ? 4 : 2;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void channelsFirstIsTheTransposed(RandomPictures<?> layer) {
    Shape first = Shape.of(N, C, H, W);
    double[] y = train(layer);
    double[] x = pictures();
    double[] turned =
        Run.of(layer.dataFormat(DataFormat.CHANNELS_FIRST), first, true)
            .run(toFirst(x), STEP)
            .get("y");
    assertArrayEquals(toFirst(y), turned, 1e-9);
  }

  private static double[] toFirst(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int channel = i % C;
      int pixel = i / C % (H * W);
      y[(i / EACH * C + channel) * H * W + pixel] = x[i];
    }
    return y;
  }

  @Test
  void flipsAreMirrorImages() {
    double[] x = picture(pictures(), 0);
    double[] y = train(RandomFlip.of());
    int[] seen = new int[4];
    for (int n = 0; n < N; n++) {
      int found = -1;
      for (int kind = 0; kind < 4; kind++) {
        double[] flipped = new double[EACH];
        for (int i = 0; i < H; i++) {
          for (int j = 0; j < W; j++) {
            for (int c = 0; c < C; c++) {
              int row = kind / 2 == 1 ? H - 1 - i : i;
              int column = kind % 2 == 1 ? W - 1 - j : j;
              flipped[(i * W + j) * C + c] = x[(row * W + column) * C + c];
            }
          }
        }
        found = Arrays.equals(flipped, picture(y, n)) ? kind : found;
      }
      assertTrue(found >= 0, "picture " + n + " is no mirror image");
      seen[found]++;
    }
    // A quarter each; the chance of 2 or fewer of 40 is below one in a thousand.
    for (int count : seen) {
      assertTrue(count > 2, Arrays.toString(seen));
    }
  }

  @ParameterizedTest
  @EnumSource(FillMode.class)
  void translationMovesByWholePixels(FillMode mode) {
    // Two rows down, three columns to the left; shares of sizes that floats hold exactly.
    int h = 4;
    int w = 8;
    RandomTranslation layer =
        RandomTranslation.of(0, 0)
            .heightFactor(0.5, 0.5)
            .widthFactor(-0.375, -0.375)
            .fillMode(mode)
            .fillValue(8);
    double[] x = Run.numbers(2L * h * w, 0.4);
    double[] y = Run.of(layer, Shape.of(2, h, w, 1), true).run(x, STEP).get("y");
    for (int n = 0; n < 2; n++) {
      for (int i = 0; i < h; i++) {
        for (int j = 0; j < w; j++) {
          int row = beyond(mode, i - 2, h);
          int column = beyond(mode, j + 3, w);
          boolean inside = row >= 0 && row < h && column >= 0 && column < w;
          double expected = inside ? x[(n * h + row) * w + column] : 8;
          assertEquals(expected, y[(n * h + i) * w + j], 1e-9, mode + " " + i + " " + j);
        }
      }
    }
  }

  /** The pixel beyond the edge, by the documentation of FillMode. */
  private static int beyond(FillMode mode, int at, int size) {
    return switch (mode) {
      case CONSTANT -> at;
      case NEAREST -> at < 0 ? 0 : at >= size ? size - 1 : at;
      case REFLECT -> at < 0 ? -at - 1 : at >= size ? 2 * size - 1 - at : at;
      case WRAP -> at < 0 ? at + size : at >= size ? at - size : at;
    };
  }

  @Test
  void aQuarterTurnIsAgainstTheClock() {
    Shape square = Shape.of(2, 3, 3, 1);
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1};
    double[] y = Run.of(RandomRotation.of(0.25, 0.25), square, true).run(x, STEP).get("y");
    double[] turned = {3, 6, 9, 2, 5, 8, 1, 4, 7, 7, 4, 1, 8, 5, 2, 9, 6, 3};
    assertArrayEquals(turned, y, 1e-5);
  }

  @Test
  void zoomingOutByOneShowsEverySecondPixel() {
    Shape row = Shape.of(1, 1, 7, 1);
    double[] x = {1, 2, 3, 5, 8, 13, 21};
    RandomZoom out = RandomZoom.of(0).widthFactor(1, 1).fillMode(FillMode.CONSTANT).fillValue(-1);
    assertArrayEquals(
        new double[] {-1, -1, 2, 5, 13, -1, -1},
        Run.of(out, row, true).run(x, STEP).get("y"),
        1e-6);
    RandomZoom in = RandomZoom.of(0).widthFactor(-0.5, -0.5);
    assertArrayEquals(
        new double[] {2.5, 3, 4, 5, 6.5, 8, 10.5},
        Run.of(in, row, true).run(x, STEP).get("y"),
        1e-6);
  }

  @Test
  void withoutAWidthFactorTheProportionsStay() {
    Shape square = Shape.of(5, 9, 9, 1);
    double[] x = new double[5 * 81];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.abs(i % 9 - 4) + Math.abs(i / 9 % 9 - 4);
    }
    double[] y = Run.of(RandomZoom.of(0.4), square, true).run(x, STEP).get("y");
    for (int n = 0; n < 5; n++) {
      for (int i = 0; i < 9; i++) {
        for (int j = 0; j < 9; j++) {
          assertEquals(y[n * 81 + i * 9 + j], y[n * 81 + j * 9 + i], 1e-6);
        }
      }
    }
  }

  @Test
  void contrastMovesEachChannelAboutItsMean() {
    double[] x = picture(pictures(), 0);
    double[] y = train(RandomContrast.of(0.25, 0.75).valueRange(-5, 5));
    double lowest = 2;
    double highest = 0;
    for (int n = 0; n < N; n++) {
      double factor = Double.NaN;
      for (int c = 0; c < C; c++) {
        double mean = 0;
        for (int pixel = 0; pixel < H * W; pixel++) {
          mean += x[pixel * C + c] / (H * W);
        }
        factor = Double.isNaN(factor) ? (y[n * EACH + c] - mean) / (x[c] - mean) : factor;
        for (int pixel = 0; pixel < H * W; pixel++) {
          double expected = (x[pixel * C + c] - mean) * factor + mean;
          assertEquals(expected, y[n * EACH + pixel * C + c], 1e-6);
        }
      }
      lowest = Math.min(lowest, factor);
      highest = Math.max(highest, factor);
    }
    assertTrue(lowest >= 0.75 && lowest < 0.9 && highest <= 1.75 && highest > 1.6);
  }

  @Test
  void brightnessAddsOneNumberToEachPictureAndLimits() {
    double[] x = picture(pictures(), 0);
    double[] y = train(RandomBrightness.of(-0.2, 0.4).valueRange(-3, 2));
    int darkest = 0;
    for (int i = 1; i < EACH; i++) {
      darkest = x[i] < x[darkest] ? i : darkest;
    }
    double lowest = 9;
    double highest = -9;
    for (int n = 0; n < N; n++) {
      double added = y[n * EACH + darkest] - x[darkest];
      for (int i = 0; i < EACH; i++) {
        assertEquals(Math.min(2, x[i] + added), y[n * EACH + i], 1e-6);
      }
      lowest = Math.min(lowest, added);
      highest = Math.max(highest, added);
    }
    assertTrue(lowest >= -1 && lowest < -0.7 && highest <= 2 && highest > 1);
    double[] white = train(RandomBrightness.of(1, 1).valueRange(-1, 1));
    assertEquals(1, Arrays.stream(white).min().orElseThrow());
  }

  @Test
  void cropsAreWindowsOneForEachBatch() {
    double[] x = pictures();
    Set<Integer> places = new HashSet<>();
    Run run = Run.of(RandomCrop.of(3, 5), BATCH, true);
    for (int step = 0; step < 60; step++) {
      double[] y = run.run(x, new Step(step, 0, 5)).get("y");
      int found = -1;
      for (int place = 0; place < 3 * 2; place++) {
        boolean same = true;
        for (int i = 0; same && i < y.length; i++) {
          int row = i / (C * 5) % 3 + place / 2;
          int column = i / C % 5 + place % 2;
          same = y[i] == x[(row * W + column) * C + i % C];
        }
        found = same ? place : found;
      }
      assertTrue(found >= 0, "step " + step + " is no window, the same for all pictures");
      places.add(found);
    }
    assertEquals(Set.of(0, 1, 2, 3, 4, 5), places);
  }

  @Test
  void cropsAtInferenceAndOfSmallPicturesAreResized() {
    double[] x = pictures();
    double[] y =
        Run.of(Resizing.of(3, 5).cropToAspectRatio(true), BATCH, false).run(x, STEP).get("y");
    assertArrayEquals(y, Run.of(RandomCrop.of(3, 5), BATCH, false).run(x, STEP).get("y"));
    double[] large =
        Run.of(Resizing.of(8, 3).cropToAspectRatio(true), BATCH, false).run(x, STEP).get("y");
    assertArrayEquals(large, Run.of(RandomCrop.of(8, 3), BATCH, true).run(x, STEP).get("y"));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> RandomRotation.of(1.5));
    assertThrows(IllegalArgumentException.class, () -> RandomZoom.of(0.5).widthFactor(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> RandomTranslation.of(0.1, -1.1));
    assertThrows(IllegalArgumentException.class, () -> RandomContrast.of(1.1, 0));
    assertThrows(IllegalArgumentException.class, () -> RandomBrightness.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> RandomBrightness.of(0.1).valueRange(255, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> RandomRotation.of(0.1).interpolation(Interpolation.BICUBIC));
    assertThrows(IllegalArgumentException.class, () -> RandomCrop.of(0, 3));
  }
}
