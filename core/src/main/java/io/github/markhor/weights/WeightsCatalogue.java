package io.github.markhor.weights;

import io.github.markhor.config.Catalogue;

/** Keras's initializers, regularizers and constraints by the names that its files use. */
public final class WeightsCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar to) {
    if (to.wants(Initializer.class)) {
      initializers(to);
    }
    if (to.wants(Regularizer.class) || to.wants(Constraint.class)) {
      others(to);
    }
  }

  private static void others(Registrar to) {
    to.add(Regularizer.class, "L1", L1::fromConfig, "l1");
    to.add(Regularizer.class, "L2", L2::fromConfig, "l2");
    to.add(Regularizer.class, "L1L2", L1L2::fromConfig, "l1_l2", "l1l2");
    to.add(
        Regularizer.class,
        "OrthogonalRegularizer",
        OrthogonalRegularizer::fromConfig,
        "orthogonal_regularizer");
    to.add(Constraint.class, "MaxNorm", MaxNorm::fromConfig, "max_norm", "maxnorm");
    to.add(Constraint.class, "NonNeg", config -> NonNeg.of(), "non_neg", "nonneg");
    to.add(Constraint.class, "UnitNorm", UnitNorm::fromConfig, "unit_norm", "unitnorm");
    to.add(Constraint.class, "MinMaxNorm", MinMaxNorm::fromConfig, "min_max_norm");
  }

  private static void initializers(Registrar to) {
    to.add(Initializer.class, "Zeros", config -> Zeros.of(), "zeros", "zero");
    to.add(Initializer.class, "Ones", config -> Ones.of(), "ones", "one");
    to.add(Initializer.class, "Constant", Constant::fromConfig, "constant");
    to.add(Initializer.class, "Identity", Identity::fromConfig, "identity", "IdentityInitializer");
    to.add(
        Initializer.class,
        "Orthogonal",
        Orthogonal::fromConfig,
        "orthogonal",
        "OrthogonalInitializer");
    to.add(
        Initializer.class, "RandomUniform", RandomUniform::fromConfig, "random_uniform", "uniform");
    to.add(Initializer.class, "RandomNormal", RandomNormal::fromConfig, "random_normal", "normal");
    to.add(Initializer.class, "TruncatedNormal", TruncatedNormal::fromConfig, "truncated_normal");
    to.add(Initializer.class, "VarianceScaling", VarianceScaling::fromConfig, "variance_scaling");
    to.add(Initializer.class, "GlorotUniform", GlorotUniform::fromConfig, "glorot_uniform");
    to.add(Initializer.class, "GlorotNormal", GlorotNormal::fromConfig, "glorot_normal");
    to.add(Initializer.class, "HeUniform", HeUniform::fromConfig, "he_uniform");
    to.add(Initializer.class, "HeNormal", HeNormal::fromConfig, "he_normal");
    to.add(Initializer.class, "LecunUniform", LecunUniform::fromConfig, "lecun_uniform");
    to.add(Initializer.class, "LecunNormal", LecunNormal::fromConfig, "lecun_normal");
  }
}
