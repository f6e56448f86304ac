package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchNormalizationTest {
  private static final Shape BATCH = Shape.of(3, 2, 2, 2);
  private static final double[] GAMMA = {1.5, -0.5};
  private static final double[] BETA = {0.25, 2};
  private static final double[] MEAN = {0.1, -0.3};
  private static final double[] VARIANCE = {0.7, 2.5};
  private static final double[] X = Run.numbers(24, 0.6);

  private static Run run(BatchNormalization layer, boolean training) {
    return Run.of(layer, BATCH, training)
        .set("gamma", GAMMA)
        .set("beta", BETA)
        .set("moving_mean", MEAN)
        .set("moving_variance", VARIANCE);
  }

  /** The mean and the biased variance of a channel, which is every second number. */
  private static double[] statistics(int channel) {
    double mean = 0;
    for (int i = channel; i < X.length; i += 2) {
      mean += X[i] / 12;
    }
    double variance = 0;
    for (int i = channel; i < X.length; i += 2) {
      variance += (X[i] - mean) * (X[i] - mean) / 12;
    }
    return new double[] {mean, variance};
  }

  @Test
  void trainingNormalizesByTheBatchAndMovesTheAverages() {
    Run run = run(BatchNormalization.of().momentum(0.75).epsilon(0.125), true);
    double[] y = run.run(X, Step.NONE).get("y");
    for (int i = 0; i < X.length; i++) {
      double[] s = statistics(i % 2);
      double expected = (X[i] - s[0]) / Math.sqrt(s[1] + 0.125) * GAMMA[i % 2] + BETA[i % 2];
      assertEquals(expected, y[i], 1e-9);
    }
    for (int channel = 0; channel < 2; channel++) {
      double[] s = statistics(channel);
      assertEquals(0.75 * MEAN[channel] + 0.25 * s[0], run.weight("moving_mean")[channel], 1e-9);
      assertEquals(
          0.75 * VARIANCE[channel] + 0.25 * s[1], run.weight("moving_variance")[channel], 1e-9);
    }
  }

  /** The factors are what Keras 2.15 gives for the same shapes. */
  @ParameterizedTest
  @CsvSource({
    "2x3x2x3, -1, 1.0909091", // n = 12
    "2x3x2x3, 3, 1.0909091",
    "2x3x2x3, 1, 1.0909091",
    "2x3x2x3, 2, 1",
    "4x5x3, -1, 1",
    "4x5x3, 1, 1",
    "4x5, -1, 1"
  })
  void fusedMovesTheVarianceAsTheKernelOfKeras2(String shape, int axis, double factor) {
    Shape batch = Shape.of(Stream.of(shape.split("x")).mapToInt(Integer::parseInt).toArray());
    double[] x = Run.numbers((int) batch.elements(), 0.6);
    List<double[]> moved = new ArrayList<>();
    List<double[]> results = new ArrayList<>();
    for (boolean fused : new boolean[] {false, true}) {
      Run run =
          Run.of(BatchNormalization.of().axis(axis).momentum(0).fused(fused), batch, true)
              .set("gamma", ones(batch.size(axis)))
              .set("beta", new double[batch.size(axis)])
              .set("moving_mean", new double[batch.size(axis)])
              .set("moving_variance", ones(batch.size(axis)));
      results.add(run.run(x, Step.NONE).get("y"));
      moved.add(run.weight("moving_variance"));
    }
    assertArrayEquals(results.get(0), results.get(1));
    for (int channel = 0; channel < batch.size(axis); channel++) {
      assertEquals(factor, moved.get(1)[channel] / moved.get(0)[channel], 1e-6);
    }
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void oneNumberHasNoVarianceFusedEither() {
    Run run =
        Run.of(
                BatchNormalization.of().momentum(0).scale(false).center(false).fused(true),
                Shape.of(1, 1, 1, 2),
                true)
            .set("moving_mean", 0, 0)
            .set("moving_variance", 1, 1);
    run.run(new double[] {3, -5}, Step.NONE);
    assertArrayEquals(new double[] {0, 0}, run.weight("moving_variance"));
  }

  @Test
  void inferenceNormalizesByTheAveragesAndLeavesThem() {
    assertNormalizesByAverages(run(BatchNormalization.of().epsilon(0.125), false));
  }

  @Test
  void aFrozenLayerInfersEvenInTraining() {
    Run run = run(BatchNormalization.of().epsilon(0.125).trainable(false), true);
    assertNormalizesByAverages(run);
    Map<String, double[]> results = run.run(X, Step.NONE);
    assertTrue(results.containsKey("dx"));
    assertFalse(results.containsKey("dgamma"));
  }

  private static void assertNormalizesByAverages(Run run) {
    double[] y = run.run(X, Step.NONE).get("y");
    for (int i = 0; i < X.length; i++) {
      int c = i % 2;
      double expected = (X[i] - MEAN[c]) / Math.sqrt(VARIANCE[c] + 0.125) * GAMMA[c] + BETA[c];
      assertEquals(expected, y[i], 1e-9);
    }
    assertArrayEquals(MEAN, run.weight("moving_mean"));
    assertArrayEquals(VARIANCE, run.weight("moving_variance"));
  }

  @Test
  void anotherAxisIsThatOfTheTransposed() {
    double[] x = Run.numbers(2 * 3 * 5, 1.1);
    double[] transposed = new double[x.length];
    for (int n = 0; n < 2; n++) {
      for (int c = 0; c < 3; c++) {
        for (int k = 0; k < 5; k++) {
          transposed[(n * 5 + k) * 3 + c] = x[(n * 3 + c) * 5 + k];
        }
      }
    }
    for (boolean training : new boolean[] {false, true}) {
      for (int axis : new int[] {1, -2}) {
        Run first = Run.of(BatchNormalization.of().axis(axis), Shape.of(2, 3, 5), training);
        Run last = Run.of(BatchNormalization.of(), Shape.of(2, 5, 3), training);
        for (Run run : List.of(first, last)) {
          run.set("gamma", 2, -1, 0.5).set("beta", 0.1, 0.2, 0.3);
          run.set("moving_mean", 0.3, -0.1, 0).set("moving_variance", 0.5, 1.5, 2.5);
        }
        double[] y = first.run(x, Step.NONE).get("y");
        double[] z = last.run(transposed, Step.NONE).get("y");
        for (int n = 0; n < 2; n++) {
          for (int c = 0; c < 3; c++) {
            for (int k = 0; k < 5; k++) {
              assertEquals(z[(n * 5 + k) * 3 + c], y[(n * 3 + c) * 5 + k], 1e-9);
            }
          }
        }
        assertArrayEquals(last.weight("moving_mean"), first.weight("moving_mean"), 1e-9);
        assertArrayEquals(last.weight("moving_variance"), first.weight("moving_variance"), 1e-9);
        double moved = first.weight("moving_variance")[2];
        if (training) {
          assertNotEquals(2.5, moved);
        } else {
          assertEquals(2.5, moved);
        }
      }
    }
  }

  @Test
  void statisticsStayFloat32UnderMixedPrecision() {
    // bfloat16 holds no more than 8 bits: 0.99 · 3 + 0.01 · mean would be 2.96875.
    Run run = Run.mixed(BatchNormalization.of(), Shape.of(2, 1), true).set("moving_mean", 3);
    double[] y = run.run(new double[] {1, 2}, Step.NONE).get("y");
    assertEquals((float) 0.99 * 3 + (float) 0.01 * 1.5, run.weight("moving_mean")[0], 1e-6);
    assertEquals(-1, y[0], 0.01);
  }

  @Test
  void withoutCenterOrScaleTheirWeightsAreNotThere() {
    Shape input = Shape.of(4, 4, 3);
    assertEquals(
        List.of("beta", "moving_mean", "moving_variance"),
        BatchNormalization.of().scale(false).weights(input).stream().map(w -> w.name()).toList());
    assertEquals(
        List.of("gamma", "moving_mean", "moving_variance"),
        BatchNormalization.of().center(false).weights(input).stream().map(w -> w.name()).toList());
  }

  @Test
  void readsTheAxisThatKeras2WritesAsAList() {
    Config config = new Config("BatchNormalization", Dialect.KERAS_2, Map.of("axis", List.of(3)));
    assertEquals(3, BatchNormalization.fromConfig(config).config().get("axis"));
    Config two = new Config("BatchNormalization", Dialect.KERAS_2, Map.of("axis", List.of(1, 2)));
    assertThrows(ConfigException.class, () -> BatchNormalization.fromConfig(two));
  }

  @Test
  void refusesRenormalizationRatherThanIgnoringIt() {
    Config config = new Config("BatchNormalization", Dialect.KERAS_3, Map.of("renorm", true));
    assertThrows(ConfigException.class, () -> BatchNormalization.fromConfig(config));
  }
}
