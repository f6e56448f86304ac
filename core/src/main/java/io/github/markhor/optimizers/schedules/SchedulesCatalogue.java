package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Catalogue;

/** Keras's learning-rate schedules by their class names. */
public final class SchedulesCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar to) {
    if (to.wants(LearningRateSchedule.class)) {
      Class<LearningRateSchedule> type = LearningRateSchedule.class;
      to.add(type, "ExponentialDecay", ExponentialDecay::fromConfig);
      to.add(type, "InverseTimeDecay", InverseTimeDecay::fromConfig);
      to.add(type, "PiecewiseConstantDecay", PiecewiseConstantDecay::fromConfig);
      to.add(type, "PolynomialDecay", PolynomialDecay::fromConfig);
      to.add(type, "CosineDecay", CosineDecay::fromConfig);
      to.add(type, "CosineDecayRestarts", CosineDecayRestarts::fromConfig);
    }
  }
}
