package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.config.Require;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * The arguments of a layer about one of its weights: {@code kernel_initializer}, {@code
 * kernel_regularizer}, {@code kernel_constraint} for the weight {@code kernel}.
 *
 * @param prefix the beginning of the arguments' names
 * @param regularizer null for none
 * @param constraint null for none
 */
record WeightArguments(
    String prefix, Initializer initializer, Regularizer regularizer, Constraint constraint) {
  /** Without regularizer and constraint. */
  static WeightArguments of(String prefix, Initializer initializer) {
    return new WeightArguments(prefix, initializer, null, null);
  }

  /** The initializer of Keras's name: {@code he_normal}. */
  static Initializer initializer(String name) {
    return Registry.make(Initializer.class, name, Dialect.KERAS_3);
  }

  WeightArguments with(Initializer other) {
    Require.notNull("initializer", other);
    return new WeightArguments(prefix, other, regularizer, constraint);
  }

  WeightArguments with(Regularizer other) {
    return new WeightArguments(prefix, initializer, other, constraint);
  }

  WeightArguments with(Constraint other) {
    return new WeightArguments(prefix, initializer, regularizer, other);
  }

  /** The weight, trained and named as the arguments are. */
  WeightSpec spec(Shape shape) {
    return spec(prefix, shape);
  }

  /** The weight, trained, of another name. */
  WeightSpec spec(String name, Shape shape) {
    return new WeightSpec(name, shape, true, initializer, regularizer, constraint);
  }

  static void addInitializers(Config config, List<WeightArguments> all) {
    for (WeightArguments each : all) {
      config.with(each.prefix + "_initializer", each.initializer);
    }
  }

  static void addRegularizers(Config config, List<WeightArguments> all) {
    for (WeightArguments each : all) {
      config.with(each.prefix + "_regularizer", each.regularizer);
    }
  }

  static void addConstraints(Config config, List<WeightArguments> all) {
    for (WeightArguments each : all) {
      config.with(each.prefix + "_constraint", each.constraint);
    }
  }

  /** The arguments of a config; without an initializer there, that of this object stays. */
  WeightArguments configured(Config config) {
    Initializer read = config.getObject(prefix + "_initializer", Initializer.class);
    return new WeightArguments(
        prefix,
        read == null ? initializer : read,
        config.getObject(prefix + "_regularizer", Regularizer.class),
        config.getObject(prefix + "_constraint", Constraint.class));
  }
}
