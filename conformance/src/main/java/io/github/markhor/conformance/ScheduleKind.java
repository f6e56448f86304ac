package io.github.markhor.conformance;

import io.github.markhor.config.Registry;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;

/** Asks a schedule for the rates of some steps. */
final class ScheduleKind implements Kinds.Kind {
  @Override
  public void run(Case given, Checks checks) {
    LearningRateSchedule schedule =
        Registry.make(LearningRateSchedule.class, given.get("schedule"), given.dialect());
    NpyArray steps = given.array("steps");
    double[] rates = new double[steps.values().length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = schedule.at((long) steps.values()[i]);
    }
    checks.close("values", given.array("values"), new NpyArray(steps.shape(), rates));
  }
}
