package io.github.markhor.optimizers;

import static io.github.markhor.optimizers.SteppedOptimizer.RATE;
import static io.github.markhor.optimizers.SteppedOptimizer.STARTS;
import static io.github.markhor.optimizers.SteppedOptimizer.follows;
import static io.github.markhor.optimizers.SteppedOptimizer.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.Variable;
import io.github.markhor.optimizers.SteppedOptimizer.Training;
import io.github.markhor.optimizers.schedules.InverseTimeDecay;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The less common optimizers against their formulas; see {@link OptimizersTest} for the others. */
class OptimizerRulesTest {
  @Test
  void adamwIsAdamWithDecayFirst() {
    follows(
        AdamW.of(RATE).weightDecay(0.5).beta1(0.7).beta2(0.6).epsilon(0.125),
        (w, m, g, t) -> {
          m[0] = 0.7 * m[0] + 0.3 * g;
          m[1] = 0.6 * m[1] + 0.4 * g * g;
          double correction = Math.sqrt(1 - Math.pow(0.6, t + 1)) / (1 - Math.pow(0.7, t + 1));
          return w * (1 - 0.5 * RATE) - RATE * correction * m[0] / (Math.sqrt(m[1]) + 0.125);
        });
    assertEquals(0.004, AdamW.of().settings().weightDecay());
  }

  @Test
  void adamaxDividesByTheLargestGradient() {
    follows(
        Adamax.of(RATE).beta1(0.7).beta2(0.6).epsilon(0.125),
        (w, m, g, t) -> {
          m[0] = 0.7 * m[0] + 0.3 * g;
          m[1] = Math.max(0.6 * m[1], Math.abs(g));
          return w - RATE / (1 - Math.pow(0.7, t + 1)) * m[0] / (m[1] + 0.125);
        });
  }

  @Test
  void nadamLooksAhead() {
    follows(
        Nadam.of(RATE).beta1(0.7).beta2(0.6).epsilon(0.125),
        (w, m, g, t) -> {
          double now = 0.7 * (1 - 0.5 * Math.pow(0.96, t + 1));
          double next = 0.7 * (1 - 0.5 * Math.pow(0.96, t + 2));
          double product = 1;
          for (int i = 1; i <= t + 1; i++) {
            product *= 0.7 * (1 - 0.5 * Math.pow(0.96, i));
          }
          m[0] = 0.7 * m[0] + 0.3 * g;
          m[1] = 0.6 * m[1] + 0.4 * g * g;
          double ahead = next * m[0] / (1 - product * next) + (1 - now) * g / (1 - product);
          double size = Math.sqrt(m[1] / (1 - Math.pow(0.6, t + 1))) + 0.125;
          return w - RATE * ahead / size;
        });
  }

  @Test
  void lionTakesTheSign() {
    follows(
        Lion.of(RATE).beta1(0.3).beta2(0.8),
        (w, m, g, t) -> {
          double direction = Math.signum(0.3 * m[0] + 0.7 * g);
          m[0] = 0.8 * m[0] + 0.2 * g;
          return w - RATE * direction;
        });
    assertThrows(IllegalArgumentException.class, () -> Lion.of().beta1(0));
  }

  @Test
  void adagradAndAdadelta() {
    follows(
        Adagrad.of(RATE).initialAccumulatorValue(0.25).epsilon(0.125),
        (w, m, g, t) -> {
          m[0] += g * g;
          return w - RATE * g / Math.sqrt(0.25 + m[0] + 0.125);
        });
    follows(
        Adadelta.of(RATE).rho(0.8).epsilon(0.125),
        (w, m, g, t) -> {
          m[0] = 0.8 * m[0] + 0.2 * g * g;
          double change = Math.sqrt(m[1] + 0.125) / Math.sqrt(m[0] + 0.125) * g;
          m[1] = 0.8 * m[1] + 0.2 * change * change;
          return w - RATE * change;
        });
  }

  @Test
  void ftrlTakesTheWeightFromASum() {
    for (double power : new double[] {-0.5, -0.75}) {
      follows(
          Ftrl.of(RATE)
              .learningRatePower(power)
              .initialAccumulatorValue(0.5)
              .l1RegularizationStrength(0.25)
              .l2RegularizationStrength(0.75)
              .l2ShrinkageRegularizationStrength(0.125)
              .beta(0.375),
          (w, m, g, t) -> {
            double before = 0.5 + m[0];
            m[0] += g * g;
            double now = 0.5 + m[0];
            double pull = (Math.pow(now, -power) - Math.pow(before, -power)) / RATE * w;
            m[1] += g + 2 * 0.125 * w - pull;
            double clipped = Math.max(-0.25, Math.min(0.25, m[1]));
            double divisor = Math.pow(now, -power) / RATE + 2 * 0.75 + 0.375 / RATE;
            return (clipped - m[1]) / divisor;
          });
    }
    assertThrows(IllegalArgumentException.class, () -> Ftrl.of().learningRatePower(0.5));
  }

  @Test
  void ftrlMakesWeightsZero() {
    Training training = new Training(Ftrl.of(RATE).l1RegularizationStrength(50), null);
    assertArrayEquals(new double[3], training.step()[0]);
  }

  @Test
  void lambStepsAreAsLongAsTheWeight() {
    Training training = new Training(Lamb.of(RATE).beta1(0.7).beta2(0.6), null);
    double[] before = STARTS[0].clone();
    double[] m = new double[3];
    double[] v = new double[3];
    for (int step = 0; step < 3; step++) {
      double[] move = new double[3];
      for (int j = 0; j < 3; j++) {
        double g = gradient(step, 0, j);
        m[j] = 0.7 * m[j] + 0.3 * g;
        v[j] = 0.6 * v[j] + 0.4 * g * g;
        move[j] =
            m[j]
                / (1 - Math.pow(0.7, step + 1))
                / (Math.sqrt(v[j] / (1 - Math.pow(0.6, step + 1))) + 1e-7);
      }
      double ratio = length(before) / length(move);
      for (int j = 0; j < 3; j++) {
        before[j] -= RATE * ratio * move[j];
      }
      assertArrayEquals(before, training.step()[0], 1e-6);
    }
  }

  private static double length(double[] x) {
    return Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
  }

  @Test
  void adafactorRemembersRowsAndColumns() {
    // The second weight is a column of two: r holds each square, c the mean of both.
    Training training = new Training(Adafactor.of(RATE).clipThreshold(0.5), null);
    double[] w = STARTS[1].clone();
    double[] r = new double[2];
    double c = 0;
    for (int step = 0; step < 3; step++) {
      double kept = 1 - Math.pow(step + 1, -0.8);
      double[] g = {gradient(step, 1, 0), gradient(step, 1, 1)};
      r[0] = kept * r[0] + (1 - kept) * g[0] * g[0];
      r[1] = kept * r[1] + (1 - kept) * g[1] * g[1];
      c = kept * c + (1 - kept) * (g[0] * g[0] + g[1] * g[1]) / 2;
      double mean = (r[0] + r[1]) / 2;
      double[] u = {g[0] / Math.sqrt(r[0] / mean * c), g[1] / Math.sqrt(r[1] / mean * c)};
      double large = Math.max(1, Math.sqrt((u[0] * u[0] + u[1] * u[1]) / 2) / 0.5);
      double size = Math.max(1e-3, Math.sqrt((w[0] * w[0] + w[1] * w[1]) / 2)) * RATE;
      w[0] -= size * u[0] / large;
      w[1] -= size * u[1] / large;
      assertArrayEquals(w, training.step()[1], 1e-6);
      assertArrayEquals(r, training.slot("b/r"), 1e-6);
      assertArrayEquals(new double[] {c}, training.slot("b/c"), 1e-6);
    }
  }

  @Test
  void theScaleOfTheLossIsTakenOffGradients() {
    follows(SGD.of(RATE).lossScaleFactor(8), (w, m, g, t) -> w - RATE * g / 8);
  }

  @Test
  void averagesCountStepsThatOnlyAccumulateAsInKeras() {
    Training training =
        new Training(SGD.of(RATE).gradientAccumulationSteps(2).useEma(true).emaMomentum(0.6), null);
    double weight = STARTS[0][1];
    double average = 0;
    for (int step = 0; step < 6; step++) {
      if (step % 2 == 1) {
        weight -= RATE * (gradient(step - 1, 0, 1) + gradient(step, 0, 1)) / 2;
      }
      average = step < 2 ? weight : 0.6 * average + 0.4 * weight;
      assertEquals(weight, training.step()[0][1], 1e-6);
      assertEquals(average, training.slot("a/average")[1], 1e-6);
    }
  }

  private static List<String> slots(Optimizer optimizer) {
    return new Training(optimizer, null).slots.stream().map(Variable::name).toList();
  }

  @Test
  void slotsStandInKerassOrder() {
    assertEquals(
        List.of("a/momentum", "a/velocity", "b/momentum", "b/velocity", "u_product"),
        slots(Nadam.of()));
    assertEquals(List.of("a/momentum", "a/norm", "b/momentum", "b/norm"), slots(Adamax.of()));
    assertEquals(
        List.of("a/accumulator", "a/linear", "b/accumulator", "b/linear"), slots(Ftrl.of()));
    assertEquals(
        List.of(
            "a/accumulated_grad",
            "a/accumulated_delta_var",
            "b/accumulated_grad",
            "b/accumulated_delta_var"),
        slots(Adadelta.of()));
    assertEquals(
        List.of("a/r", "a/c", "a/velocity", "b/r", "b/c", "b/velocity"), slots(Adafactor.of()));
    List<Shape> shapes =
        new Training(Adafactor.of(), null).slots.stream().map(Variable::shape).toList();
    assertEquals(
        List.of(Shape.of(), Shape.of(), Shape.of(3), Shape.of(2), Shape.of(1), Shape.of(2, 1)),
        shapes);
  }

  @Test
  void everyNameMakesAnOptimizerAndItsConfigMakesItAgain() {
    for (String name : Registry.names(Optimizer.class)) {
      again(Registry.make(Optimizer.class, name, Dialect.KERAS_3));
    }
    again(AdamW.of(0.25).weightDecay(0).amsgrad(true).lossScaleFactor(64));
    again(Adafactor.of().beta2Decay(-0.5).epsilon1(1e-20).epsilon2(0.25).relativeStep(false));
    again(Ftrl.of().beta(0.5).l1RegularizationStrength(2).learningRatePower(-1));
    again(Lion.of(InverseTimeDecay.of(0.5, 10, 0.25).staircase(true)).beta1(0.5).beta2(0.25));
    assertTrue(Registry.names(Optimizer.class).size() > 20);
  }

  private static void again(Optimizer optimizer) {
    Map<String, Object> described =
        Map.of("class_name", optimizer.className(), "config", optimizer.config().values());
    Optimizer again = Registry.make(Optimizer.class, described, Dialect.KERAS_3);
    assertEquals(optimizer.toString(), again.toString());
  }
}
