package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What augmentation does to two pictures (2, 3, 3) of known numbers, by given amounts, held to the
 * numbers of Keras 3.15.
 */
class AugmentationNumbersTest {
  private static final Shape BATCH = Shape.of(2, 2, 3, 3);
  private static final double[] UNIT = pictures(0.5, 0.45);
  private static final double[] BYTES = pictures(128, 120);
  private static final double[] WHOLE_BYTES = whole(BYTES);

  private static double[] pictures(double mean, double size) {
    double[] x = Run.numbers(BATCH.elements(), 0.3);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (mean + size * x[i]);
    }
    return x;
  }

  private static double[] whole(double... x) {
    double[] floors = x.clone();
    for (int i = 0; i < x.length; i++) {
      floors[i] = Math.floor(x[i]);
    }
    return floors;
  }

  private static double[] train(Layer layer, double... x) {
    return Run.of(layer, BATCH, true).run(x, Step.NONE).get("y");
  }

  private static double[] changed(UnaryOperator<Value> change, double... x) {
    Graph graph = new Graph();
    graph.output("y", change.apply(graph.input("x", Type.float32(BATCH))));
    return new Interpreter(graph, Precision.EXACT64)
        .run(Map.of("x", x), new HashMap<>(), Step.NONE)
        .get("y");
  }

  /** A number for each of the two pictures, (2, 1, 1, 1). */
  private static Value each(Value x, double first, double second) {
    Type type = Type.float32(Shape.of(2, 1, 1, 1));
    return x.graph().constant(type, (float) first, (float) second);
  }

  @Test
  void hueIsTurned() {
    double[] expected = {
      59.2158, 198.911, 236.457, 126.285, 44.793, 230.554, 227.389, 8.04561, 203.949, 246.605,
      30.7378, 141.536, 247.815, 62.1517, 103.875, 247.947, 61.4436, 84.4556, 152.602, 244.837,
      64.8198, 202.496, 217.907, 34.5783, 201.528, 65.1169, 8.68228, 247.955, 36.1516, 118.601,
      153.811, 20.8902, 183.461, 36.1747, 247.005, 243.16
    };
    assertArrayEquals(
        expected, changed(x -> RandomHue.of(0.5).turned(x, each(x, 0.3, -0.4)), BYTES), 2e-3);
  }

  @Test
  void saturationIsMultiplied() {
    double[] expected = {
      0.838282, 0.906715, 0.740551, 0.710427, 0.884578, 0.821656, 0.667074, 0.809607, 0.872709,
      0.742392, 0.805791, 0.944767, 0.775247, 0.779551, 0.949306, 0.78835, 0.774954, 0.949801, 0,
      0.0822113, 0.93814, 0, 0.431917, 0.837151, 0, 0.775731, 0.537303, 0, 0.94983, 0.0101894,
      0.55391, 0.707979, 0, 0.946271, 0, 0.585024
    };
    assertArrayEquals(
        expected,
        changed(
            x -> RandomSaturation.of(0.5).valueRange(0, 1).saturated(x, each(x, 0.25, 3)), UNIT),
        1e-5);
  }

  @Test
  void saturationOfBytesIsThatOfShares() {
    double[] shares = new double[BYTES.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = BYTES[i] / 255;
    }
    RandomSaturation layer = RandomSaturation.of(0.9, 0.9);
    double[] expected = train(layer.valueRange(0, 1), shares);
    double[] y = train(layer, BYTES);
    for (int i = 0; i < y.length; i++) {
      assertArrayEquals(new double[] {255 * expected[i]}, new double[] {y[i]}, 1e-6);
    }
    assertArrayEquals(BYTES, train(RandomSaturation.of(0.5, 0.5), BYTES), 1e-3);
  }

  @Test
  void degenerationMixesWithGray() {
    double[] expected = {
      171.199, 225.945, 93.0144, 75.4337, 214.755, 164.417, 36.6078, 150.634, 201.115, 46.8132,
      97.5323, 208.713, 68.1152, 71.5584, 207.363, 78.5415, 67.8251, 207.703, 87.1515, 91.0954,
      132.156, 91.8918, 115.538, 137.724, 105.003, 153.214, 138.396, 129.589, 182.54, 130.158,
      152.772, 161.616, 120.974, 147.287, 94.5794, 127.165
    };
    double[] first = train(RandomColorDegeneration.of(0.25, 0.25), BYTES);
    double[] second = train(RandomColorDegeneration.of(0.75, 0.75), BYTES);
    System.arraycopy(second, 18, first, 18, 18);
    assertArrayEquals(expected, first, 1e-3);
  }

  @Test
  void negatives() {
    double[] expected = {
      91.5376, 18.5427, 195.784, 210.207, 24.4458, 91.563, 246.954, 94.9194, 27.6109, 224.262,
      156.637, 8.39537, 192.848, 188.257, 7.18501, 179.268, 193.556, 7.05301, 64.8198, 80.5952,
      244.837, 34.5783, 129.164, 217.907, 8.68227, 201.528, 142.255, 36.1516, 247.955, 38.4237,
      148.083, 183.461, 20.8902, 247.005, 36.1747, 166.519
    };
    double[] y = train(RandomInvert.of(1, 1), BYTES);
    System.arraycopy(BYTES, 18, y, 18, 18);
    assertArrayEquals(expected, y, 1e-3);
    assertArrayEquals(BYTES, train(RandomInvert.of(0), BYTES));
    double[] around0 = new double[36];
    for (int i = 0; i < 36; i++) {
      around0[i] = -UNIT[i];
    }
    assertArrayEquals(around0, train(RandomInvert.of(1, 1).valueRange(-1, 1), UNIT), 1e-7);
  }

  @Test
  void sharpnessBlursAndSharpens() {
    double[] expected = {
      91.4614, 144.396, 70.5469, 43.6721, 155.394, 146.297, 15.3264, 103.348, 156.01, 32.2458,
      82.7846, 154.151, 51.4168, 82.3092, 183.943, 45.525, 59.3407, 165.182, 83.2656, 85.7755, 255,
      20.5404, 146.617, 255, 0, 255, 187.346, 38.7197, 255, 27.5779, 196.909, 230.985, 0, 255,
      22.3435, 225.048
    };
    double[] y = train(RandomSharpness.of(0.1, 0.1), BYTES);
    System.arraycopy(train(RandomSharpness.of(0.9, 0.9), BYTES), 18, y, 18, 18);
    assertArrayEquals(expected, y, 1e-3);
  }

  @Test
  void posterizationKeepsTheUpperBits() {
    double[] expected = {
      0.627451, 0.878431, 0.12549, 0.12549, 0.878431, 0.627451, 0, 0.501961, 0.752941, 0.12549,
      0.376471, 0.878431, 0.25098, 0.25098, 0.878431, 0.25098, 0.12549, 0.878431, 0.25098, 0.313726,
      0.92549, 0.141176, 0.501961, 0.831373, 0.0470588, 0.768627, 0.54902, 0.141176, 0.941176,
      0.156863, 0.564706, 0.705882, 0.0941176, 0.941176, 0.141176, 0.643137
    };
    assertArrayEquals(
        expected,
        changed(
            x -> RandomPosterization.of(1, 8).valueRange(0, 1).posterized(x, each(x, 3, 6)), UNIT),
        1e-5);
  }

  @Test
  void blurIsABellCurve() {
    double[] expected = {
      64.057, 114.26, 85.4819, 43.4611, 124.193, 139.653, 21.9625, 83.3534, 139.693, 45.0752,
      87.8061, 116.295, 43.6299, 91.2489, 159.793, 32.6091, 62.7324, 145.843, 36.2249, 87.0565,
      103.581, 54.8441, 108.068, 113.388, 54.7125, 89.2062, 92.8324, 36.1709, 113.8, 65.8023,
      79.353, 116.169, 77.5466, 94.1299, 66.7623, 89.1568
    };
    assertArrayEquals(
        expected,
        changed(x -> RandomGaussianBlur.of(1).blurred(x, x.like(0.9), x.like(0.6)), BYTES),
        1e-3);
  }

  @Test
  void solarizationMakesNegativesOfWhatIsBright() {
    double[] expected = {
      81.5376, 8.54269, 69.2158, 54.793, 14.4458, 81.563, 18.0456, 84.9194, 17.6109, 40.7378,
      146.637, 0, 72.1517, 76.7426, 0, 85.7322, 71.4436, 0, 124.82, 140.595, 0, 94.5783, 189.164, 0,
      68.6823, 0, 52.7447, 96.1516, 0, 98.4237, 46.9173, 11.5391, 80.8902, 0, 96.1747, 28.481
    };
    assertArrayEquals(
        expected,
        changed(
            x ->
                Solarization.of()
                    .solarized(
                        x, each(x, 10 / 255.0, 60 / 255.0), each(x, 100 / 255.0, 200 / 255.0)),
            BYTES),
        2e-3);
  }

  @Test
  void autoContrastStretchesEachChannel() {
    double[] expected = {
      1, 1, 0, 0.236444, 0.96627, 0.55222, 0, 0.563596, 0.891073, 0.146008, 0.210953, 0.992887,
      0.348135, 0.0302776, 0.9993, 0.435516, 0, 1, 0.235552, 0.209748, 1, 0.108659, 0.439086,
      0.879746, 0, 0.78078, 0.541936, 0.115261, 1, 0.078293, 0.584922, 0.695468, 0, 1, 0, 0.650282
    };
    assertArrayEquals(expected, train(AutoContrast.of().valueRange(0, 1), UNIT), 1e-5);
  }

  @Test
  void equalizationCountsTheBatch() {
    double[] expected = {
      230, 232, 46, 102, 209, 93, 0, 139, 162, 26, 93, 209, 128, 46, 255, 178, 23, 255, 153, 70,
      185, 51, 116, 139, 0, 185, 70, 76, 255, 23, 204, 162, 0, 255, 0, 116
    };
    assertArrayEquals(expected, train(Equalization.of(), WHOLE_BYTES), 1e-9);
  }

  @Test
  void equalizationMayTellFewNumbersApart() {
    double[] expected = {
      0.890196, 1, 0.180392, 0.556863, 1, 0.454902, 0, 0.556863, 1, 0, 0.223529, 1, 0.556863, 0, 1,
      0.666667, 0, 1, 0.556863, 0.223529, 1, 0.556863, 0.333333, 0.545098, 0, 0.666667, 0.27451,
      0.556863, 1, 0.180392, 0.890196, 0.556863, 0, 1, 0, 0.454902
    };
    assertArrayEquals(expected, train(Equalization.of().bins(8).valueRange(0, 1), UNIT), 1e-5);
  }

  @Test
  void perspectiveMovesTheCorners() {
    double[] expected = {
      163.462, 236.457, 59.2158, 26.2106, 194.917, 195.776, 7.48919, 78.6177, 110.107, 28.499,
      89.7465, 224.007, 64.1034, 78.6023, 242.012, 34.1897, 48.1395, 130.219, 64.8198, 80.5952,
      244.837, 41.4532, 118.123, 224.029, 14.8689, 184.24, 160.329, 36.6076, 245.293, 41.7068,
      99.138, 190.108, 25.5475, 152.029, 98.1348, 66.5372
    };
    double[] y =
        changed(
            x ->
                RandomPerspective.of(1)
                    .fillValue(7)
                    .seen(
                        x,
                        each(x, -0.280728, 0.102994),
                        each(x, -0.0887197, 0.0192644),
                        each(x, -0.252177, 0.256622),
                        each(x, 0.22942, -0.260326)),
            BYTES);
    assertArrayEquals(expected, y, 0.02);
  }

  @Test
  void aChannelOfOneNumberStays() {
    double[] x = BYTES.clone();
    for (int i = 1; i < 36; i += 3) {
      x[i] = 17;
    }
    double[] stretched = train(AutoContrast.of(), x);
    double[] equalized = train(Equalization.of(), x);
    for (int i = 1; i < 36; i += 3) {
      assertArrayEquals(new double[] {17, 17}, new double[] {stretched[i], equalized[i]}, 1e-9);
    }
  }

  @Test
  void autoContrastWorksInInferenceAndEqualizationDoesNot() {
    AutoContrast layer = AutoContrast.of();
    double[] trained = train(layer, BYTES);
    assertArrayEquals(trained, Run.of(layer, BATCH, false).run(BYTES, Step.NONE).get("y"));
    assertArrayEquals(
        BYTES, Run.of(Equalization.of(), BATCH, false).run(BYTES, Step.NONE).get("y"));
  }
}
