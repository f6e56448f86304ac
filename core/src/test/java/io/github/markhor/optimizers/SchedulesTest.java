package io.github.markhor.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.optimizers.schedules.CosineDecay;
import io.github.markhor.optimizers.schedules.CosineDecayRestarts;
import io.github.markhor.optimizers.schedules.ExponentialDecay;
import io.github.markhor.optimizers.schedules.InverseTimeDecay;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import io.github.markhor.optimizers.schedules.PiecewiseConstantDecay;
import io.github.markhor.optimizers.schedules.PolynomialDecay;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  private static void gives(LearningRateSchedule schedule, long step, double rate) {
    assertEquals(rate, schedule.at(step), 1e-12, schedule.className() + " at " + step);
  }

  @Test
  void exponentialAndInverseTime() {
    gives(ExponentialDecay.of(0.8, 4, 0.5), 6, 0.8 * Math.pow(0.5, 1.5));
    gives(ExponentialDecay.of(0.8, 4, 0.5).staircase(true), 7, 0.4);
    gives(InverseTimeDecay.of(0.8, 4, 0.5), 6, 0.8 / 1.75);
    gives(InverseTimeDecay.of(0.8, 4, 0.5).staircase(true), 7, 0.8 / 1.5);
  }

  @Test
  void piecewiseIncludesTheBoundary() {
    LearningRateSchedule schedule =
        PiecewiseConstantDecay.of(List.of(3L, 10L), List.of(0.5, 0.2, 0.1));
    gives(schedule, 3, 0.5);
    gives(schedule, 4, 0.2);
    gives(schedule, 10, 0.2);
    gives(schedule, 11, 0.1);
  }

  @Test
  void polynomialEndsOrBeginsAgain() {
    PolynomialDecay once = PolynomialDecay.of(0.5, 10).endLearningRate(0.1).power(2);
    gives(once, 0, 0.5);
    gives(once, 4, 0.4 * 0.36 + 0.1);
    gives(once, 25, 0.1);
    gives(once.cycle(true), 25, 0.4 / 36 + 0.1);
    gives(once.cycle(true), 0, 0.5);
  }

  @Test
  void cosineWithAndWithoutWarmup() {
    CosineDecay plain = CosineDecay.of(0.4, 12).alpha(0.25);
    gives(plain, 0, 0.4);
    gives(plain, 4, 0.4 * (0.75 * 0.75 + 0.25));
    gives(plain, 100, 0.1);
    CosineDecay warm = plain.warmup(1.2, 5);
    gives(warm, 0, 0.4);
    gives(warm, 2, 0.4 + 0.8 * 0.4);
    gives(warm, 5, 1.2);
    gives(warm, 9, 1.2 * (0.75 * 0.75 + 0.25));
    gives(warm, 18, 0.3);
  }

  @Test
  void cosineRestartsWithLongerAndLowerWaves() {
    CosineDecayRestarts waves = CosineDecayRestarts.of(0.4, 6).tMul(3).mMul(0.5);
    gives(waves, 0, 0.4);
    gives(waves, 2, 0.3);
    gives(waves, 6, 0.2);
    gives(waves, 12, 0.15);
    // 6 + 18 + 54 steps: the third wave ends and the fourth begins.
    gives(waves, 24, 0.1);
    gives(waves, 78, 0.05);
    gives(waves.tMul(1), 14, 0.4 * 0.25 * 0.75);
  }

  @Test
  void configsGiveTheSameScheduleAgain() {
    List<LearningRateSchedule> schedules =
        List.of(
            ExponentialDecay.of(0.8, 4, 0.5).staircase(true),
            InverseTimeDecay.of(0.8, 4, 0.5),
            PiecewiseConstantDecay.of(List.of(3L), List.of(0.5, 0.2)),
            PolynomialDecay.of(0.5, 10).power(2).cycle(true).endLearningRate(0.2),
            CosineDecay.of(0.4, 12).alpha(0.25).warmup(1, 3),
            CosineDecayRestarts.of(0.4, 6).tMul(3).mMul(0.5).alpha(0.1));
    for (LearningRateSchedule schedule : schedules) {
      Map<String, Object> described =
          Map.of("class_name", schedule.className(), "config", schedule.config().values());
      LearningRateSchedule again =
          Registry.make(LearningRateSchedule.class, described, Dialect.KERAS_3);
      assertEquals(schedule.config().values(), again.config().values());
      assertEquals(schedule.at(9), again.at(9));
    }
  }

  @Test
  void whatIsWrongIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ExponentialDecay.of(0.1, 0, 0.5));
    assertThrows(IllegalArgumentException.class, () -> CosineDecay.of(-0.1, 5));
    assertThrows(
        IllegalArgumentException.class,
        () -> PiecewiseConstantDecay.of(List.of(5L, 5L), List.of(0.1, 0.2, 0.3)));
    assertThrows(IllegalArgumentException.class, () -> CosineDecayRestarts.of(0.1, 5).tMul(0.5));
    Map<String, Object> incomplete =
        Map.of("class_name", "ExponentialDecay", "config", Map.of("decay_rate", 0.5));
    assertThrows(
        ConfigException.class,
        () -> Registry.make(LearningRateSchedule.class, incomplete, Dialect.KERAS_3));
  }
}
