package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.graph.Step;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random numbers of layers have the stated distribution, in training only. */
class NoiseLayersTest {
  private static final Step STEP = new Step(4, 0, 123);
  private static final Shape BATCH = Shape.of(50, 20, 40);

  private static double[] train(Layer layer, double[] x) {
    return Run.of(layer, BATCH, true).run(x, STEP).get("y");
  }

  private static double[] filled(double number) {
    double[] x = new double[(int) BATCH.elements()];
    Arrays.fill(x, number);
    return x;
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  private static double moment(double[] x, int power) {
    double mean = mean(x);
    return Arrays.stream(x).map(number -> Math.pow(number - mean, power)).average().orElseThrow();
  }

  @Test
  void gaussianNoiseIsNormalOfTheStatedDeviation() {
    double[] noise = train(GaussianNoise.of(0.25), filled(0));
    for (int i = 0; i < noise.length; i++) {
      noise[i] /= 0.25;
    }
    // Five standard errors of 40,000 draws, whose first moments have variances 1, 2, 15 and 96.
    double root = Math.sqrt(noise.length);
    assertEquals(0, mean(noise), 5 / root);
    assertEquals(1, moment(noise, 2), 5 * Math.sqrt(2) / root);
    assertEquals(0, moment(noise, 3), 5 * Math.sqrt(15) / root);
    assertEquals(3, moment(noise, 4), 5 * Math.sqrt(96) / root);
    assertEquals(0.3173, share(noise, 1), 0.012);
    assertEquals(0.0455, share(noise, 2), 0.006);
    double together = 0;
    for (int i = 1; i < noise.length; i++) {
      together += noise[i] * noise[i - 1];
    }
    assertEquals(0, together / noise.length, 5 / root);
  }

  private static double share(double[] x, double beyond) {
    return Arrays.stream(x).filter(number -> Math.abs(number) > beyond).count() / (double) x.length;
  }

  @Test
  void gaussianNoiseIsAddedAndPassesTheGradient() {
    double[] x = Run.numbers(BATCH.elements(), 0.3);
    double[] noise = train(GaussianNoise.of(0.5).seed(2), filled(0));
    Map<String, double[]> results = Run.of(GaussianNoise.of(0.5).seed(2), BATCH, true).run(x, STEP);
    for (int i = 0; i < x.length; i++) {
      assertEquals(x[i] + noise[i], results.get("y")[i], 1e-6);
      assertEquals(1, results.get("dx")[i]);
    }
  }

  @Test
  void gaussianDropoutMultipliesByTheDeviationOfDropout() {
    double[] factors = train(GaussianDropout.of(0.2), filled(1));
    double root = Math.sqrt(factors.length);
    assertEquals(1, mean(factors), 5 * 0.5 / root);
    assertEquals(0.25, moment(factors, 2), 5 * 0.25 * Math.sqrt(2) / root);
    double[] y = train(GaussianDropout.of(0.2), filled(-3));
    for (int i = 0; i < y.length; i++) {
      assertEquals(-3 * factors[i], y[i], 1e-5);
    }
  }

  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    double[] x = train(GaussianNoise.of(1).seed(77), filled(0));
    double[] y = train(AlphaDropout.of(0.3), x);
    assertEquals(0, mean(y), 0.03);
    assertEquals(1, moment(y, 2), 0.04);
    // Dropped elements have one value, from which the mean and variance of the others follow.
    double saturation = -1.7580993408473766;
    double scale = 1 / Math.sqrt(0.7 + 0.3 * 0.7 * saturation * saturation);
    double shift = -scale * saturation * 0.3;
    int dropped = 0;
    for (int i = 0; i < y.length; i++) {
      boolean gone = Math.abs(y[i] - (scale * saturation + shift)) < 1e-6;
      dropped += gone ? 1 : 0;
      assertEquals(gone ? scale * saturation + shift : scale * x[i] + shift, y[i], 1e-6);
    }
    assertEquals(0.3, dropped / (double) y.length, 5 * Math.sqrt(0.21 / y.length));
  }

  @Test
  void alphaDropoutTreatsRowsAsAWholeWhereTheNoiseDoes() {
    double[] y = train(AlphaDropout.of(0.5).noiseShape(-1, 20, 1), filled(2));
    for (int i = 0; i < y.length; i++) {
      assertEquals(y[i / 40 * 40], y[i]);
    }
    assertEquals(2, Arrays.stream(y).distinct().count());
  }

  @Test
  void spatialDropoutDropsWholeChannels() {
    Shape batch = Shape.of(30, 4, 5, 20);
    double[] x = Run.numbers(batch.elements(), 0.5);
    for (DataFormat format : DataFormat.values()) {
      SpatialDropout2D layer = SpatialDropout2D.of(0.25).dataFormat(format);
      double[] y = Run.of(layer, batch, true).run(x, STEP).get("y");
      boolean last = format == DataFormat.CHANNELS_LAST;
      int channels = last ? 20 : 4;
      int dropped = 0;
      for (int n = 0; n < 30; n++) {
        for (int c = 0; c < channels; c++) {
          boolean gone = y[n * 400 + (last ? c : c * 100)] == 0;
          dropped += gone ? 1 : 0;
          for (int pixel = 0; pixel < 400 / channels; pixel++) {
            int at = n * 400 + (last ? pixel * 20 + c : c * 100 + pixel);
            assertEquals(gone ? 0 : x[at] / 0.75, y[at], 1e-6);
          }
        }
      }
      double maps = 30.0 * channels;
      assertEquals(0.25, dropped / maps, 5 * Math.sqrt(0.25 * 0.75 / maps));
      assertTrue(dropped > 0);
    }
  }

  @Test
  void allVanishAtInferenceAndChangeInEachStep() {
    Shape batch = Shape.of(3, 4, 5, 6);
    double[] x = Run.numbers(batch.elements(), 0.4);
    for (Layer layer :
        List.of(
            SpatialDropout2D.of(0.5),
            AlphaDropout.of(0.5),
            GaussianDropout.of(0.5),
            GaussianNoise.of(0.5))) {
      assertArrayEquals(x, Run.of(layer, batch, false).run(x, STEP).get("y"));
      double[] first = Run.of(layer, batch, true).run(x, STEP).get("y");
      assertArrayEquals(first, Run.of(layer, batch, true).run(x, STEP).get("y"));
      Step next = new Step(5, 0, 123);
      assertFalse(Arrays.equals(first, Run.of(layer, batch, true).run(x, next).get("y")));
      Step otherSeed = new Step(4, 0, 124);
      assertFalse(Arrays.equals(first, Run.of(layer, batch, true).run(x, otherSeed).get("y")));
    }
  }

  @Test
  void aLayerOfItsOwnSeedDrawsTwoDifferentStreams() {
    // Box and Muller's two numbers must not be the same, or the angle would follow the size.
    double[] noise = train(GaussianNoise.of(1).seed(3), filled(0));
    assertEquals(1, moment(noise, 2), 0.04);
    assertEquals(3, moment(noise, 4), 0.25);
  }

  @Test
  void activityRegularizationCountsInLossAndGradient() {
    Shape batch = Shape.of(2, 3);
    double[] x = {1, -2, 3, 0.5, -4, 1.5};
    for (boolean training : new boolean[] {true, false}) {
      Map<String, double[]> results =
          Run.of(ActivityRegularization.of(0.5, 0.25), batch, training).run(x, new double[6], STEP);
      assertArrayEquals(x, results.get("y"));
      // Absolute numbers sum to 12, squares to 32.5; two samples.
      assertEquals((0.5 * 12 + 0.25 * 32.5) / 2, results.get("loss")[0], 1e-6);
      for (int i = 0; i < x.length; i++) {
        double slope = (0.5 * Math.signum(x[i]) + 0.25 * 2 * x[i]) / 2;
        assertEquals(slope, results.get("dx")[i], 1e-6);
      }
    }
  }

  @Test
  void whatIsNoRateOrDeviationIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SpatialDropout2D.of(1.1));
    assertThrows(IllegalArgumentException.class, () -> AlphaDropout.of(1));
    assertThrows(IllegalArgumentException.class, () -> GaussianDropout.of(-0.1));
    assertThrows(IllegalArgumentException.class, () -> GaussianNoise.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> ActivityRegularization.of(-1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> Run.of(SpatialDropout2D.of(0.5), Shape.of(2, 3), true));
  }
}
