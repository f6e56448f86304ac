package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Step;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Augmentation draws for each picture, in training only, as often and as far as it says. */
class RandomColorsTest {
  private static final int N = 24;
  private static final int H = 5;
  private static final int W = 6;
  private static final int C = 3;
  private static final int EACH = H * W * C;
  private static final Shape BATCH = Shape.of(N, H, W, C);
  private static final Step STEP = new Step(3, 0, 11);

  /** Bytes without symmetry, another picture each time. */
  private static double[] pictures() {
    double[] x = Run.numbers((long) N * EACH, 0.9);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.rint(128 + 100 * x[i]);
    }
    return x;
  }

  private static double[] train(RandomPictures<?> layer, Step step) {
    return Run.of(layer, BATCH, true).run(pictures(), step).get("y");
  }

  static List<RandomPictures<?>> layers() {
    return List.of(
        RandomHue.of(0.5),
        RandomSaturation.of(0.9),
        RandomColorDegeneration.of(0.5),
        RandomGrayscale.of(0.5),
        RandomInvert.of(1),
        RandomPosterization.of(2, 7),
        RandomSharpness.of(1),
        RandomErasing.of(1, 1).scale(0.2, 0.6),
        RandomGaussianBlur.of(0.5, 1),
        RandomShear.of(0.3, 0.2),
        RandomColorJitter.of()
            .brightnessFactor(0.2)
            .contrastFactor(0.25, 0.5)
            .saturationFactor(0.75)
            .hueFactor(0.125, 0.25),
        RandomPerspective.of(0.8, 1),
        RandomElasticTransform.of(1, 1).scale(0.9, 1),
        Solarization.of().additionFactor(0.3).thresholdFactor(0.5, 0.8),
        MixUp.of(0.75),
        CutMix.of(0.5, 1),
        RandAugment.of().factor(0.25, 0.75),
        AugMix.of().numChains(2).chainDepth(2));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void changesPicturesInTrainingAndNeverAtInference(RandomPictures<?> layer) {
    double[] x = pictures();
    assertArrayEquals(x, Run.of(layer, BATCH, false).run(x, STEP).get("y"));
    double[] y = train(layer, STEP);
    assertFalse(Arrays.equals(x, y));
    assertArrayEquals(y, train(layer, STEP));
    assertFalse(Arrays.equals(y, train(layer, new Step(4, 0, 11))));
    assertTrue(Arrays.stream(y).allMatch(each -> each > -1e-3 && each < 255.001));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aSeedMakesTwoLayersAlike(RandomPictures<?> layer) {
    RandomPictures<?> seeded = layer.seed(5);
    double[] y = train(seeded, STEP);
    assertArrayEquals(y, train(seeded, STEP));
    assertFalse(Arrays.equals(y, train(layer.seed(6), STEP)));
    // Behind a layer that changes nothing, but draws too.
    Run run = Run.of(List.of(RandomBrightness.of(0), seeded), BATCH, true);
    assertArrayEquals(y, run.run(pictures(), STEP).get("y"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void channelsFirstIsTheTransposed(RandomPictures<?> layer) {
    double[] turned =
        Run.of(layer.dataFormat(DataFormat.CHANNELS_FIRST), Shape.of(N, C, H, W), true)
            .run(toFirst(pictures()), STEP)
            .get("y");
    assertArrayEquals(toFirst(train(layer, STEP)), turned, 1e-9);
  }

  private static double[] toFirst(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[(i / EACH * C + i % C) * H * W + i / C % (H * W)] = x[i];
    }
    return y;
  }

  static List<Layer> withoutGradient() {
    return List.of(
        RandomPosterization.of(2, 5).valueRange(0, 200).seed(2),
        RandomPosterization.of(3),
        Equalization.of().bins(16).valueRange(0, 200).dataFormat(DataFormat.CHANNELS_FIRST),
        RandAugment.of()
            .numOps(1)
            .factor(0.25, 0.5)
            .interpolation(Interpolation.NEAREST)
            .valueRange(0, 200)
            .seed(7),
        AugMix.of()
            .numChains(2)
            .chainDepth(1)
            .factor(0.5)
            .alpha(0.5)
            .allOps(false)
            .interpolation("nearest")
            .valueRange(0, 200)
            .seed(4));
  }

  /** LayerContractTest's rules, but for the gradient. */
  @ParameterizedTest
  @MethodSource("withoutGradient")
  void aConfigMakesTheSameLayerAgain(Layer layer) {
    Map<String, Object> config = layer.config().values();
    Map<String, Object> description = Map.of("class_name", layer.className(), "config", config);
    Layer again = Registry.make(Layer.class, description, Dialect.KERAS_3);
    assertEquals(config, again.config().values());
    Shape batch = Shape.of(2, 3, 4, 3);
    double[] x = Arrays.copyOf(pictures(), 72);
    Run run = Run.of(layer, batch, true);
    double[] y = run.run(x, STEP).get("y");
    assertArrayEquals(y, Run.of(again, batch, true).run(x, STEP).get("y"));
    assertEquals(run.predicted().prepend(2), run.result().shape());
    assertEquals(DType.BFLOAT16, Run.mixed(layer, batch, true).result().dtype());
  }

  /** The share of 400 pictures of the numbers 1 to 12 that a layer changes. */
  private static double shareOfChanged(RandomPictures<?> layer) {
    Shape batch = Shape.of(400, 2, 2, 3);
    double[] x = IntStream.range(0, 4800).mapToDouble(i -> 10 + i % 12).toArray();
    double[] y = Run.of(layer, batch, true).run(x, STEP).get("y");
    return IntStream.range(0, 400)
            .filter(
                n ->
                    !Arrays.equals(
                        Arrays.copyOfRange(x, n * 12, n * 12 + 12),
                        Arrays.copyOfRange(y, n * 12, n * 12 + 12)))
            .count()
        / 400.0;
  }

  @Test
  void probabilitiesAreKept() {
    assertEquals(0.25, shareOfChanged(RandomGrayscale.of(0.25)), 0.09);
    assertEquals(0.25, shareOfChanged(RandomInvert.of(0.25, 0.25)), 0.09);
    // A single number is the upper bound of a probability that is drawn itself.
    assertEquals(0.4, shareOfChanged(RandomInvert.of(0.8)), 0.1);
    assertEquals(0.75, shareOfChanged(RandomErasing.of(0.75, 0.75).scale(1, 1)), 0.09);
    assertEquals(0.5, shareOfChanged(RandomGaussianBlur.of(0.5, 0.5).sigma(1, 1)), 0.1);
    assertEquals(0, shareOfChanged(RandomGrayscale.of(0)));
  }

  @Test
  void grayPicturesHaveTheirBrightness() {
    double[] y = train(RandomGrayscale.of(1), STEP);
    double[] x = pictures();
    for (int i = 0; i < y.length; i += 3) {
      double gray = 0.2989 * x[i] + 0.5870 * x[i + 1] + 0.1140 * x[i + 2];
      assertArrayEquals(new double[] {gray, gray, gray}, Arrays.copyOfRange(y, i, i + 3), 1e-4);
    }
  }

  @Test
  void erasedAreBoxesOfTheirShare() {
    double[] x = pictures();
    // Half of the area: the sides are √0.5 of the picture's, 3.5 and 4.2 pixels.
    double[] y = train(RandomErasing.of(1, 1).scale(0.5, 0.5).fillValue(-9, 300, 7), STEP);
    for (int n = 0; n < N; n++) {
      boolean[] rows = new boolean[H];
      boolean[] columns = new boolean[W];
      int erased = 0;
      for (int pixel = 0; pixel < H * W; pixel++) {
        int at = n * EACH + pixel * C;
        boolean gone = y[at] == 0 && y[at + 1] == 255 && y[at + 2] == 7;
        if (gone) {
          rows[pixel / W] = true;
          columns[pixel % W] = true;
          erased++;
        } else {
          assertArrayEquals(Arrays.copyOfRange(x, at, at + C), Arrays.copyOfRange(y, at, at + C));
        }
      }
      int height = count(rows);
      int width = count(columns);
      assertEquals(height * width, erased, "the pixels are a box");
      assertTrue(height >= 3 && height <= 4 && width >= 4 && width <= 5, height + " " + width);
    }
  }

  private static int count(boolean... marks) {
    return (int) IntStream.range(0, marks.length).filter(i -> marks[i]).count();
  }

  @Test
  void noiseFillsBoxesByDefault() {
    double[] y = train(RandomErasing.of(1, 1).scale(1, 1), STEP);
    assertTrue(Arrays.stream(y).filter(each -> each == 0).count() > y.length / 3);
    assertTrue(Arrays.stream(y).filter(each -> each > 0 && each < 255).count() > y.length / 5);
  }

  /** Pictures of one number each, which is the picture's own. */
  private static double[] mixed(RandomPictures<?> layer, int n) {
    double[] x = IntStream.range(0, n * 48).mapToDouble(i -> i / 48).toArray();
    return Run.of(layer, Shape.of(n, 4, 4, 3), true).run(x, STEP).get("y");
  }

  @Test
  void mixUpWeighsTwoPicturesByBetaNumbers() {
    // Each picture's numbers are bits: 1 in the picture's own place and 0 in all others.
    int n = 300;
    double[] x = new double[n * n];
    for (int i = 0; i < n; i++) {
      x[i * n + i] = 1;
    }
    double[] y = Run.of(MixUp.of(0.4), Shape.of(n, 1, n, 1), true).run(x, STEP).get("y");
    double squares = 0;
    boolean[] taken = new boolean[n];
    for (int i = 0; i < n; i++) {
      double own = y[i * n + i];
      int other = i;
      for (int j = 0; j < n; j++) {
        other = j != i && y[i * n + j] > 0 ? j : other;
      }
      assertFalse(taken[other] && other != i, "each picture is another's part once");
      taken[other] = true;
      double sum = Arrays.stream(y, i * n, i * n + n).sum();
      assertEquals(1, sum, 1e-6);
      squares += other == i ? 0.25 : (own - 0.5) * (own - 0.5);
    }
    // The variance of the beta distribution of alpha and alpha is 1 / (4 (2 alpha + 1)).
    assertEquals(1 / (4 * 1.8), squares / n, 0.02);
  }

  @Test
  void cutMixPutsABoxOfAnotherPictureIn() {
    int n = 200;
    double[] y = mixed(CutMix.of(1, 1), n);
    double pasted = 0;
    for (int i = 0; i < n; i++) {
      double[] picture = Arrays.copyOfRange(y, i * 48, i * 48 + 48);
      double own = i;
      double[] others = Arrays.stream(picture).filter(each -> each != own).distinct().toArray();
      assertTrue(others.length <= 1, "parts of one other picture");
      if (others.length == 1) {
        boolean[] rows = new boolean[4];
        boolean[] columns = new boolean[4];
        int pixels = 0;
        for (int pixel = 0; pixel < 16; pixel++) {
          if (picture[pixel * 3] != own) {
            rows[pixel / 4] = true;
            columns[pixel % 4] = true;
            pixels++;
          }
        }
        assertEquals(count(rows) * count(columns), pixels, "the pixels are a box");
        pasted += pixels / 16.0;
      }
    }
    // With alpha 1 all shares are equally likely. Boxes in a picture of 4 x 4 pixels show 0.39 on
    // average, since the first row and column are met only by boxes that begin before them.
    assertEquals(0.39, pasted / n, 0.08);
  }

  @Test
  void hueStaysWithinTheFactor() {
    // Pure red, whose hue is 0; half of 0.5 is a quarter of the circle, between green and yellow.
    Shape batch = Shape.of(300, 1, 1, 3);
    double[] x = IntStream.range(0, 900).mapToDouble(i -> i % 3 == 0 ? 200 : 0).toArray();
    double[] y = Run.of(RandomHue.of(0.5), batch, true).run(x, STEP).get("y");
    int green = 0;
    for (int i = 0; i < 900; i += 3) {
      assertEquals(200, Math.max(y[i], Math.max(y[i + 1], y[i + 2])), 1e-3);
      assertEquals(0, Math.min(y[i], Math.min(y[i + 1], y[i + 2])), 1e-3);
      assertTrue(y[i] >= 100 - 1e-3);
      green += y[i + 1] > 0 ? 1 : 0;
    }
    assertTrue(green > 110 && green < 190, green + " of 300 towards green");
  }

  @Test
  void randAugmentChoosesAmongAllChanges() {
    Shape batch = Shape.of(1, H, W, C);
    double[] x = Arrays.copyOf(pictures(), EACH);
    Run run = Run.of(RandAugment.of().numOps(1).factor(0.5, 0.5).seed(3), batch, true);
    long kinds =
        IntStream.range(0, 60)
            .mapToObj(step -> run.run(x, new Step(step, 0, 5)).get("y"))
            .map(y -> Arrays.stream(y).map(each -> Math.rint(each * 8)).boxed().toList())
            .distinct()
            .count();
    // Each change has a strength of its own, but for the directions of shear.
    assertTrue(kinds >= 9, kinds + " kinds");
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    List<Runnable> wrong =
        List.of(
            () -> RandomHue.of(1.5),
            () -> RandomSaturation.of(-0.5),
            () -> RandomInvert.of(0.5, 1.5),
            () -> RandomGrayscale.of(2),
            () -> RandomPosterization.of(0),
            () -> RandomPosterization.of(2, 9),
            () -> RandomErasing.of(1).fillValue(1, 2),
            () -> RandomErasing.of(1).scale(0.5, 2),
            () -> RandomGaussianBlur.of(1).kernelSize(4),
            () -> RandomGaussianBlur.of(1).sigma(2),
            () -> RandomShear.of(1.5, 0),
            () -> RandomColorJitter.of().hueFactor(0.1, 0.2, 0.3),
            () -> RandomColorJitter.of().hueFactor(3),
            () -> Solarization.of().thresholdFactor(2),
            () -> Equalization.of().bins(1),
            () -> MixUp.of(0),
            () -> CutMix.of(0.5, 2),
            () -> RandAugment.of().numOps(0),
            () -> RandAugment.of().interpolation("bicubic"),
            () -> AugMix.of().alpha(-1),
            () -> RandomPerspective.of(1).scale(2),
            () -> RandomElasticTransform.of(1).scale(-1, 0),
            () -> RandomHue.of(0.5).outputShape(Shape.of(4, 4, 1)),
            () -> RandomGrayscale.of(0.5).outputShape(Shape.of(4, 4, 4)));
    for (int i = 0; i < wrong.size(); i++) {
      assertThrows(IllegalArgumentException.class, wrong.get(i)::run, "number " + i);
    }
  }
}
