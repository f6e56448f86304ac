package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final Shape BATCH = Shape.of(50, 400);
  private static final Step STEP = new Step(4, 0, 123);

  private static double[] ones() {
    double[] x = new double[(int) BATCH.elements()];
    Arrays.fill(x, 1);
    return x;
  }

  private static double[] drop(Dropout layer, Step step) {
    return Run.of(layer, BATCH, true).run(ones(), step).get("y");
  }

  @Test
  void dropsTheStatedShareAndScalesTheRest() {
    for (double rate : new double[] {0.1, 0.25, 0.5, 0.9}) {
      double[] y = drop(Dropout.of(rate), STEP);
      int dropped = 0;
      for (double number : y) {
        if (number == 0) {
          dropped++;
        } else {
          assertEquals(1 / (1 - rate), number, 1e-6);
        }
      }
      // Five standard errors of 20,000 draws.
      double error = 5 * Math.sqrt(rate * (1 - rate) / y.length);
      assertEquals(rate, dropped / (double) y.length, error);
    }
  }

  @Test
  void theGradientGoesWhereTheNumberWent() {
    Map<String, double[]> results = Run.of(Dropout.of(0.4), BATCH, true).run(ones(), STEP);
    assertArrayEquals(results.get("y"), results.get("dx"));
  }

  @Test
  void isTheIdentityAtInferenceAndAtRate0() {
    double[] x = Run.numbers(BATCH.elements(), 0.2);
    assertArrayEquals(x, Run.of(Dropout.of(0.5), BATCH, false).run(x, STEP).get("y"));
    assertArrayEquals(x, Run.of(Dropout.of(0), BATCH, true).run(x, STEP).get("y"));
  }

  @Test
  void rate1DropsEverything() {
    assertArrayEquals(new double[20_000], drop(Dropout.of(1), STEP));
  }

  @Test
  void anotherStepSeedOrLayerDropsOthersAndTheSameRepeats() {
    double[] first = drop(Dropout.of(0.5), STEP);
    assertArrayEquals(first, drop(Dropout.of(0.5), STEP));
    assertIndependent(first, drop(Dropout.of(0.5), new Step(5, 0, 123)));
    assertIndependent(first, drop(Dropout.of(0.5), new Step(4, 0, 124)));
    assertIndependent(first, drop(Dropout.of(0.5).seed(9), STEP));
    List<Dropout> two = List.of(Dropout.of(0.5), Dropout.of(0.5));
    double[] both = Run.of(two, BATCH, true).run(ones(), STEP).get("y");
    assertEquals(0.25, share(both, 4), 0.02);
    List<Dropout> alike = List.of(Dropout.of(0.5).seed(9), Dropout.of(0.5).seed(9));
    double[] once = Run.of(alike, BATCH, true).run(ones(), STEP).get("y");
    assertEquals(0.5, share(once, 4), 0.02);
  }

  private static double share(double[] y, double number) {
    return Arrays.stream(y).filter(element -> element == number).count() / (double) y.length;
  }

  private static void assertIndependent(double[] a, double[] b) {
    int alike = 0;
    for (int i = 0; i < a.length; i++) {
      alike += a[i] == b[i] ? 1 : 0;
    }
    assertEquals(0.5, alike / (double) a.length, 0.02);
  }

  @Test
  void noiseShapeDropsWholeRows() {
    Shape batch = Shape.of(3, 200, 7);
    double[] x = Run.numbers(batch.elements(), 0.5);
    double[] y = Run.of(Dropout.of(0.25).noiseShape(-1, 200, 1), batch, true).run(x, STEP).get("y");
    int dropped = 0;
    for (int row = 0; row < 600; row++) {
      boolean gone = y[row * 7] == 0;
      dropped += gone ? 1 : 0;
      for (int i = row * 7; i < row * 7 + 7; i++) {
        assertEquals(gone ? 0 : x[i] / 0.75, y[i], 1e-6);
      }
    }
    assertEquals(0.25, dropped / 600.0, 0.09);
    assertFalse(dropped == 0);
  }

  @Test
  void refusesANoiseShapeThatDoesNotFit() {
    Dropout layer = Dropout.of(0.5).noiseShape(-1, 3).name("third");
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> Run.of(layer, Shape.of(2, 4), true));
    assertTrue(wrong.getMessage().contains("Dropout \"third\""), wrong.getMessage());
    assertTrue(wrong.getMessage().contains("[-1, 3]"), wrong.getMessage());
  }

  @Test
  void readsTheRateThatKeras1CalledP() {
    Config config = new Config("Dropout", Dialect.KERAS_2, Map.of("p", 0.3));
    assertEquals(0.3, Dropout.fromConfig(config).config().get("rate"));
  }
}
