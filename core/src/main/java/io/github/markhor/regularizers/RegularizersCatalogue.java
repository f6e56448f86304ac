package io.github.markhor.regularizers;

import io.github.markhor.config.Catalogue;

/** Keras's regularizers by their class names and short names. */
public final class RegularizersCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar to) {
    if (to.wants(Regularizer.class)) {
      to.add(Regularizer.class, "L1", L1::fromConfig, "l1");
      to.add(Regularizer.class, "L2", L2::fromConfig, "l2");
      to.add(Regularizer.class, "L1L2", L1L2::fromConfig, "l1_l2", "l1l2");
      to.add(
          Regularizer.class,
          "OrthogonalRegularizer",
          OrthogonalRegularizer::fromConfig,
          "orthogonal_regularizer");
    }
  }
}
