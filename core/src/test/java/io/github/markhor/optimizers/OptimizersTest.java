package io.github.markhor.optimizers;

import static io.github.markhor.optimizers.SteppedOptimizer.RATE;
import static io.github.markhor.optimizers.SteppedOptimizer.STARTS;
import static io.github.markhor.optimizers.SteppedOptimizer.follows;
import static io.github.markhor.optimizers.SteppedOptimizer.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.optimizers.SteppedOptimizer.Training;
import io.github.markhor.optimizers.schedules.CosineDecay;
import io.github.markhor.optimizers.schedules.ExponentialDecay;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Optimizers against the formulas written out for single numbers. */
class OptimizersTest {
  @Test
  void gradientDescent() {
    follows(SGD.of(RATE), (w, m, g, t) -> w - RATE * g);
    follows(SGD.of(RATE).momentum(0.75), (w, m, g, t) -> w + (m[0] = 0.75 * m[0] - RATE * g));
    follows(
        SGD.of(RATE).momentum(0.75).nesterov(true),
        (w, m, g, t) -> w + 0.75 * (m[0] = 0.75 * m[0] - RATE * g) - RATE * g);
  }

  @Test
  void rmspropAddsEpsilonInsideTheRoot() {
    follows(
        RMSprop.of(RATE).rho(0.8).epsilon(0.25),
        (w, m, g, t) -> w - RATE * g / Math.sqrt((m[0] = 0.8 * m[0] + 0.2 * g * g) + 0.25));
    follows(
        RMSprop.of(RATE).momentum(0.5).centered(true).epsilon(0.01),
        (w, m, g, t) -> {
          m[0] = 0.9 * m[0] + 0.1 * g * g;
          m[1] = 0.9 * m[1] + 0.1 * g;
          m[2] = 0.5 * m[2] + RATE * g / Math.sqrt(m[0] - m[1] * m[1] + 0.01);
          return w - m[2];
        });
  }

  @Test
  void adamAddsEpsilonOutsideTheRoot() {
    for (boolean amsgrad : new boolean[] {false, true}) {
      follows(
          Adam.of(RATE).beta1(0.7).beta2(0.6).epsilon(0.125).amsgrad(amsgrad),
          (w, m, g, t) -> {
            m[0] = 0.7 * m[0] + 0.3 * g;
            m[1] = 0.6 * m[1] + 0.4 * g * g;
            m[2] = amsgrad ? Math.max(m[2], m[1]) : m[1];
            double correction = Math.sqrt(1 - Math.pow(0.6, t + 1)) / (1 - Math.pow(0.7, t + 1));
            return w - RATE * correction * m[0] / (Math.sqrt(m[2]) + 0.125);
          });
    }
  }

  @Test
  void legacyDecayLowersTheRate() {
    follows(SGD.of(RATE).decay(0.5), (w, m, g, t) -> w - RATE / (1 + 0.5 * t) * g);
    assertEquals(0.3 / (1 + 0.5 * 4), SGD.of(RATE).decay(0.5).learningRateAt(4, 0.3));
  }

  @Test
  void aScheduleDecidesTheRate() {
    SGD sgd = SGD.of(ExponentialDecay.of(RATE, 2, 0.5));
    assertTrue(sgd.hasSchedule());
    assertEquals(RATE, sgd.learningRate());
    follows(sgd, (w, m, g, t) -> w - RATE * Math.pow(0.5, t / 2.0) * g);
  }

  @Test
  void weightDecayComesBeforeTheStep() {
    follows(SGD.of(RATE).weightDecay(0.3), (w, m, g, t) -> w * (1 - 0.3 * RATE) - RATE * g);
  }

  @Test
  void clippingByValue() {
    follows(
        SGD.of(RATE).clipvalue(0.4), (w, m, g, t) -> w - RATE * Math.max(-0.4, Math.min(0.4, g)));
  }

  private static double norm(int step, int weight) {
    double square = 0;
    for (int j = 0; j < STARTS[weight].length; j++) {
      square += gradient(step, weight, j) * gradient(step, weight, j);
    }
    return Math.sqrt(square);
  }

  @Test
  void clippingByNormOfEachWeightAndOfAllTogether() {
    Training each = new Training(SGD.of(1).clipnorm(1.5), null);
    Training all = new Training(SGD.of(1).globalClipnorm(1.5), null);
    double[][] ofEach = {STARTS[0].clone(), STARTS[1].clone()};
    double[][] ofAll = {STARTS[0].clone(), STARTS[1].clone()};
    boolean clipped = false;
    boolean left = false;
    for (int step = 0; step < 4; step++) {
      double together = Math.hypot(norm(step, 0), norm(step, 1));
      for (int i = 0; i < 2; i++) {
        clipped |= norm(step, i) > 1.5;
        left |= norm(step, i) < 1.5;
        for (int j = 0; j < STARTS[i].length; j++) {
          double g = gradient(step, i, j);
          ofEach[i][j] -= g * Math.min(1, 1.5 / norm(step, i));
          ofAll[i][j] -= g * Math.min(1, 1.5 / together);
        }
      }
      double[][] actualEach = each.step();
      double[][] actualAll = all.step();
      for (int i = 0; i < 2; i++) {
        assertArrayEquals(ofEach[i], actualEach[i], 1e-6);
        assertArrayEquals(ofAll[i], actualAll[i], 1e-6);
      }
    }
    assertTrue(clipped && left, "both sides of the limit must be met");
  }

  @Test
  void averagesFollowAndOverwrite() {
    Training training =
        new Training(SGD.of(RATE).useEma(true).emaMomentum(0.6).emaOverwriteFrequency(3), null);
    double weight = STARTS[0][1];
    double average = 0;
    for (int step = 0; step < 6; step++) {
      weight -= RATE * gradient(step, 0, 1);
      average = step == 0 ? weight : 0.6 * average + 0.4 * weight;
      weight = (step + 1) % 3 == 0 ? average : weight;
      assertEquals(weight, training.step()[0][1], 1e-6);
      assertEquals(average, training.slot("a/average")[1], 1e-6);
    }
  }

  /** Allows nothing above a limit. */
  private record AtMost(double limit) implements Constraint {
    @Override
    public Value apply(Value weight) {
      return weight.min(limit);
    }

    @Override
    public String className() {
      return "AtMost";
    }

    @Override
    public Config config() {
      return new Config().with("limit", limit);
    }
  }

  @Test
  void constraintsHoldAfterEveryStep() {
    Training training = new Training(SGD.of(0.5), new AtMost(0.875));
    double[] expected = STARTS[0].clone();
    boolean met = false;
    for (int step = 0; step < 4; step++) {
      for (int j = 0; j < 3; j++) {
        double free = expected[j] - 0.5 * gradient(step, 0, j);
        met |= free > 0.875;
        expected[j] = Math.min(0.875, free);
      }
      assertArrayEquals(expected, training.step()[0], 1e-6);
    }
    assertTrue(met, "the constraint must have been needed");
  }

  @Test
  void accumulatedGradientsChangeWeightsAtTheLastOfThem() {
    Training training = new Training(SGD.of(RATE).momentum(0.5).gradientAccumulationSteps(3), null);
    double weight = STARTS[1][0];
    double velocity = 0;
    double sum = 0;
    for (int step = 0; step < 7; step++) {
      sum += gradient(step, 1, 0);
      if (step % 3 == 2) {
        velocity = 0.5 * velocity - RATE * sum / 3;
        weight += velocity;
        sum = 0;
      }
      assertEquals(weight, training.step()[1][0], 1e-6);
    }
  }

  @Test
  void aWeightWithoutGradientStays() {
    Graph graph = new Graph();
    Variable weight = new Variable("idle", Shape.of(2));
    List<Variable> slots =
        OptimizerStep.apply(
            graph,
            Adam.of(),
            List.of(new OptimizerStep.Weight(weight, null, null)),
            (owner, name, shape, start) -> new Variable(name, shape));
    // Files of Keras have its slots, too.
    assertEquals(List.of("momentum", "velocity"), slots.stream().map(Variable::name).toList());
    assertTrue(graph.assignments().isEmpty());
  }

  private static List<String> slots(Optimizer optimizer) {
    return new Training(optimizer, null).slots.stream().map(Variable::name).toList();
  }

  @Test
  void slotsStandInKerassOrder() {
    assertEquals(List.of(), slots(SGD.of()));
    assertEquals(List.of("a/momentum", "b/momentum"), slots(SGD.of().momentum(0.9)));
    assertEquals(List.of("a/momentum", "a/velocity", "b/momentum", "b/velocity"), slots(Adam.of()));
    assertEquals(
        List.of(
            "a/average",
            "b/average",
            "a/momentum",
            "a/velocity",
            "b/momentum",
            "b/velocity",
            "a/velocity_hat",
            "b/velocity_hat"),
        slots(Adam.of().amsgrad(true).useEma(true)));
    assertEquals(
        List.of(
            "a/velocity",
            "b/velocity",
            "a/momentum",
            "b/momentum",
            "a/average_gradient",
            "b/average_gradient"),
        slots(RMSprop.of().centered(true).momentum(0.1)));
  }

  @Test
  void configsGiveTheSameOptimizerAgain() {
    List<Optimizer> optimizers =
        List.of(
            SGD.of(0.3).momentum(0.9).nesterov(true).decay(0.01).clipnorm(2),
            RMSprop.of().rho(0.8).momentum(0.2).epsilon(1e-3).centered(true).weightDecay(0.1),
            Adam.of(CosineDecay.of(0.1, 50)).beta1(0.8).amsgrad(true).globalClipnorm(3),
            Adam.of()
                .useEma(true)
                .emaMomentum(0.9)
                .emaOverwriteFrequency(7)
                .clipvalue(1)
                .gradientAccumulationSteps(4));
    for (Optimizer optimizer : optimizers) {
      Map<String, Object> described =
          Map.of("class_name", optimizer.className(), "config", optimizer.config().values());
      Optimizer again = Registry.make(Optimizer.class, described, Dialect.KERAS_3);
      assertEquals(optimizer.config().values(), again.config().values());
    }
  }

  @Test
  void olderConfigsAreUnderstood() {
    Map<String, Object> old = new HashMap<>();
    old.put("lr", 0.02);
    old.put("decay", 0.5);
    old.put("epsilon", null);
    Optimizer adam =
        Registry.make(
            Optimizer.class, Map.of("class_name", "Adam", "config", old), Dialect.KERAS_2);
    assertEquals(0.02, adam.learningRate());
    assertEquals(0.01, adam.learningRateAt(2, 0.02));
    assertEquals(1e-7, adam.config().get("epsilon"));
    assertEquals("RMSprop", Registry.make(Optimizer.class, "rmsprop", Dialect.KERAS_3).className());
  }

  @Test
  void whatIsWrongIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SGD.of(-0.1));
    assertThrows(IllegalArgumentException.class, () -> SGD.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> SGD.of().momentum(1.5));
    assertThrows(IllegalArgumentException.class, () -> Adam.of().beta2(1));
    assertThrows(IllegalArgumentException.class, () -> RMSprop.of().epsilon(-1));
    assertThrows(IllegalArgumentException.class, () -> Adam.of().gradientAccumulationSteps(0));
    Exception both =
        assertThrows(IllegalArgumentException.class, () -> SGD.of().clipnorm(1).clipvalue(0.5));
    assertTrue(both.getMessage().contains("clipvalue=0.5"));
  }
}
