package io.github.markhor.constraints;

import io.github.markhor.config.Catalogue;

/** Keras's constraints by their class names and short names. */
public final class ConstraintsCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar to) {
    if (to.wants(Constraint.class)) {
      to.add(Constraint.class, "MaxNorm", MaxNorm::fromConfig, "max_norm", "maxnorm");
      to.add(Constraint.class, "NonNeg", config -> NonNeg.of(), "non_neg", "nonneg");
      to.add(Constraint.class, "UnitNorm", UnitNorm::fromConfig, "unit_norm", "unitnorm");
      to.add(Constraint.class, "MinMaxNorm", MinMaxNorm::fromConfig, "min_max_norm");
    }
  }
}
