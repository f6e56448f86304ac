package io.github.markhor.optimizers;

import io.github.markhor.config.Catalogue;

/** Keras's optimizers by their class names and short names. */
public final class OptimizersCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar to) {
    if (to.wants(Optimizer.class)) {
      Class<Optimizer> type = Optimizer.class;
      to.add(type, "SGD", SGD::fromConfig, "sgd");
      to.add(type, "RMSprop", RMSprop::fromConfig, "rmsprop", "RMSProp");
      to.add(type, "Adam", Adam::fromConfig, "adam");
      to.add(type, "AdamW", AdamW::fromConfig, "adamw");
      to.add(type, "Adamax", Adamax::fromConfig, "adamax");
      to.add(type, "Nadam", Nadam::fromConfig, "nadam");
      to.add(type, "Lamb", Lamb::fromConfig, "lamb");
      to.add(type, "Lion", Lion::fromConfig, "lion");
      to.add(type, "Adagrad", Adagrad::fromConfig, "adagrad");
      to.add(type, "Adadelta", Adadelta::fromConfig, "adadelta");
      to.add(type, "Adafactor", Adafactor::fromConfig, "adafactor");
      to.add(type, "Ftrl", Ftrl::fromConfig, "ftrl");
    }
  }
}
