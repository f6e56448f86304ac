package io.github.markhor.initializers;

import io.github.markhor.config.Catalogue;

/** Keras's initializers by their class names and short names. */
public final class InitializersCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar to) {
    if (to.wants(Initializer.class)) {
      to.add(Initializer.class, "Zeros", config -> Zeros.of(), "zeros", "zero");
      to.add(Initializer.class, "Ones", config -> Ones.of(), "ones", "one");
      to.add(Initializer.class, "Constant", Constant::fromConfig, "constant");
      to.add(
          Initializer.class, "Identity", Identity::fromConfig, "identity", "IdentityInitializer");
      to.add(
          Initializer.class,
          "Orthogonal",
          Orthogonal::fromConfig,
          "orthogonal",
          "OrthogonalInitializer");
      to.add(
          Initializer.class,
          "RandomUniform",
          RandomUniform::fromConfig,
          "random_uniform",
          "uniform");
      to.add(
          Initializer.class, "RandomNormal", RandomNormal::fromConfig, "random_normal", "normal");
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
}
