package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers are those of scikit-learn, of scores among which some are equal. */
final class CurvesOfScoresTest {
  private static final double EXACT = 1e-12;

  @Test
  void rocCurve() {
    RocCurve curve = RocCurve.of(Samples.binary());
    assertArrayEquals(
        new double[] {0, 0, 0, 1 / 7.0, 1 / 7.0, 2 / 7.0, 3 / 7.0, 4 / 7.0, 4 / 7.0, 1},
        curve.falsePositiveRates(),
        EXACT);
    assertArrayEquals(
        new double[] {0, 1 / 7.0, 2 / 7.0, 3 / 7.0, 4 / 7.0, 4 / 7.0, 6 / 7.0, 6 / 7.0, 1, 1},
        curve.truePositiveRates(),
        EXACT);
    assertArrayEquals(
        new double[] {
          Double.POSITIVE_INFINITY,
          0.949999988079071,
          0.8999999761581421,
          0.800000011920929,
          0.699999988079071,
          0.6000000238418579,
          0.4000000059604645,
          0.3499999940395355,
          0.30000001192092896,
          0.05000000074505806
        },
        curve.thresholds(),
        EXACT);
    assertEquals(0.7857142857142857, curve.auc(), EXACT);
    assertEquals("dogs", curve.name());
    // 0.7, 0.4 and 0.3 have the same distance, 3/7, but for rounding: the strictest is taken.
    assertEquals(0.699999988079071, curve.bestThreshold(), EXACT);
  }

  @Test
  void rocCurveLeavesOutPointsOnALine() {
    boolean[] truths = {true, true, true, false, true, false, false, true, false, false};
    double[] scores = {.9, .8, .7, .6, .5, .4, .3, .2, .1, .0};
    RocCurve curve = RocCurve.of("positive", truths, scores);
    assertArrayEquals(
        new double[] {Double.POSITIVE_INFINITY, .9, .7, .6, .5, .3, .2, 0}, curve.thresholds());
    assertArrayEquals(new double[] {0, .2, .6, .6, .8, .8, 1, 1}, curve.truePositiveRates(), EXACT);
    assertEquals(0.84, curve.auc(), EXACT);
    assertThrows(
        IllegalArgumentException.class,
        () -> RocCurve.of("all", new boolean[] {true, true}, new double[] {1, 2}));
  }

  @Test
  void precisionRecallCurve() {
    PrecisionRecallCurve curve = PrecisionRecallCurve.of(Samples.binary());
    assertArrayEquals(
        new double[] {
          0.5,
          0.5384615384615384,
          0.5833333333333334,
          0.6363636363636364,
          0.6,
          0.6666666666666666,
          0.6666666666666666,
          0.8,
          0.75,
          1,
          1,
          1
        },
        curve.precisions(),
        EXACT);
    assertArrayEquals(
        new double[] {1, 1, 1, 1, 6 / 7.0, 6 / 7.0, 4 / 7.0, 4 / 7.0, 3 / 7.0, 2 / 7.0, 1 / 7.0, 0},
        curve.recalls(),
        EXACT);
    assertEquals(0.05000000074505806, curve.thresholds()[0], EXACT);
    assertEquals(0.949999988079071, curve.thresholds()[10], EXACT);
    assertEquals(0.7885281385281384, curve.averagePrecision(), EXACT);
    assertEquals(0.30000001192092896, curve.bestThreshold(), EXACT);
    assertEquals(0.7777777777777778, curve.bestF1(), EXACT);
  }

  @Test
  void eachClassAgainstTheRest() {
    Evaluation three = Samples.three();
    assertEquals(
        List.of(0.9, 1.0, 1.0),
        RocCurve.all(three).stream().map(curve -> Math.round(curve.auc() * 1e9) / 1e9).toList());
    PrecisionRecallCurve first = PrecisionRecallCurve.of(three, "x");
    assertEquals(0.8333333333333333, first.averagePrecision(), EXACT);
    assertEquals(3, PrecisionRecallCurve.all(three).size());
    assertThrows(IllegalArgumentException.class, () -> RocCurve.of(three));
    assertThrows(IllegalArgumentException.class, () -> RocCurve.of(three, "w"));
    Evaluation one = Evaluation.of(Tensor.ofLabels(1, 1), Tensor.of(new float[] {.2f, .7f}, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> RocCurve.all(one));
  }

  @Test
  void calibration() {
    Calibration five = Calibration.of(Samples.binary(), "dogs", 5);
    assertArrayEquals(
        new double[] {0, 0.3333333333333333, 0.6666666666666666, 0.5, 0.75},
        five.bins().stream().mapToDouble(Calibration.Bin::share).toArray(),
        EXACT);
    assertArrayEquals(
        new double[] {
          0.07500000111758709,
          0.28333333631356555,
          0.4000000059604645,
          0.6500000059604645,
          0.8624999970197678
        },
        five.bins().stream().mapToDouble(Calibration.Bin::probability).toArray(),
        EXACT);
    assertEquals(0.13214285538664886, five.expectedError(), EXACT);
    // Two of the ten bins are empty.
    Calibration ten = Calibration.of(Samples.binary(), "dogs", 10);
    assertArrayEquals(
        new double[] {0, 0, 0, 0.5, 0.6666666666666666, 0.5, 0.6666666666666666, 1},
        ten.bins().stream().mapToDouble(Calibration.Bin::share).toArray(),
        EXACT);
    assertEquals(0.24285713689667837, Calibration.of(Samples.three()).expectedError(), EXACT);
    Evaluation logits =
        Evaluation.of(Tensor.ofLabels(0, 1), Tensor.of(new float[] {-3, 2, 4, 1}, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> Calibration.of(logits));
  }

  @Test
  void thresholdSweep() {
    ThresholdSweep sweep = ThresholdSweep.of(Samples.binary(), 0.1, 0.25, 0.4, 0.65, 0.9);
    double[][] expected = {
      {0.6428571428571429, 0.5833333333333334, 1.0, 0.7368421052631579},
      {0.7142857142857143, 0.6363636363636364, 1.0, 0.7777777777777778},
      {0.6428571428571429, 0.6666666666666666, 0.5714285714285714, 0.6153846153846154},
      {0.7142857142857143, 0.8, 0.5714285714285714, 0.6666666666666666},
      {0.5714285714285714, 1.0, 0.14285714285714285, 0.25}
    };
    for (int i = 0; i < expected.length; i++) {
      ThresholdSweep.Row row = sweep.rows().get(i);
      double[] got = {row.accuracy(), row.precision(), row.recall(), row.f1()};
      assertArrayEquals(expected[i], got, EXACT, "threshold " + row.threshold());
    }
    assertEquals(0.25, sweep.best().threshold());
    assertTrue(sweep.table().lines().toList().get(2).endsWith("best"), sweep.table());
    assertEquals(19, ThresholdSweep.of(Samples.binary()).rows().size());
    assertThrows(IllegalArgumentException.class, () -> ThresholdSweep.of(Samples.three()));
  }

  @Test
  void manyCurvesShareAPicture() {
    Evaluation many = Samples.drawn(700, Samples.names(30), 3);
    Figure together = RocCurve.together(RocCurve.all(many));
    Figure two = RocCurve.together(List.of(RocCurve.of(Samples.binary())));
    // Five of the worst, the others, and the diagonal; each a line of the legend.
    assertEquals(two.height() + 5 * 20, together.height());
    String svg = together.svg();
    assertTrue(svg.contains("the 25 others"), "no legend of the others");
    assertTrue(svg.contains("guessing"));
  }
}
