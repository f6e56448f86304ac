package io.github.markhor.train;

import io.github.markhor.config.Catalogue;
import io.github.markhor.config.Config;
import java.util.Locale;
import java.util.function.Function;

/** Losses, metrics, optimizers and schedules under Keras's names and short names. */
public final class TrainCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar registrar) {
    addLosses(registrar);
    addAccuracies(registrar);
    registrar.add(Optimizer.class, "SGD", SGD::fromConfig, "sgd");
    registrar.add(Optimizer.class, "RMSprop", RMSprop::fromConfig, "rmsprop", "RMSProp");
    registrar.add(Optimizer.class, "Adam", Adam::fromConfig, "adam");
    addSchedules(registrar);
  }

  private static void addSchedules(Registrar to) {
    Class<LearningRateSchedule> type = LearningRateSchedule.class;
    to.add(type, "ExponentialDecay", ExponentialDecay::fromConfig);
    to.add(type, "InverseTimeDecay", InverseTimeDecay::fromConfig);
    to.add(type, "PiecewiseConstantDecay", PiecewiseConstantDecay::fromConfig);
    to.add(type, "PolynomialDecay", PolynomialDecay::fromConfig);
    to.add(type, "CosineDecay", CosineDecay::fromConfig);
    to.add(type, "CosineDecayRestarts", CosineDecayRestarts::fromConfig);
  }

  private static void addLosses(Registrar to) {
    loss(to, BinaryCrossentropy::fromConfig, BinaryCrossentropy.of(), "bce");
    loss(to, CategoricalCrossentropy::fromConfig, CategoricalCrossentropy.of(), "cce");
    loss(to, SparseCategoricalCrossentropy::fromConfig, SparseCategoricalCrossentropy.of(), "scce");
    loss(to, MeanSquaredError::fromConfig, MeanSquaredError.of(), "mse");
    loss(to, MeanAbsoluteError::fromConfig, MeanAbsoluteError.of(), "mae");
  }

  /** Adds a loss and the metric that is its mean. */
  private static void loss(
      Registrar to, Function<Config, ? extends Loss> maker, Loss example, String shortName) {
    String className = example.className();
    String[] aliases = {shortName, shortName.toUpperCase(Locale.ROOT), example.name()};
    to.add(Loss.class, className, maker, aliases);
    to.add(
        Metric.class,
        className,
        config ->
            LossMetric.of(maker.apply(config))
                .name(MeanMetric.name(config, className, example.name())),
        aliases);
  }

  private static void addAccuracies(Registrar to) {
    to.add(
        Metric.class,
        "accuracy",
        config -> new ShapeAccuracy(config.getString("name", config.owner())),
        "acc");
    to.add(Metric.class, "Accuracy", Accuracy::fromConfig);
    to.add(Metric.class, "BinaryAccuracy", BinaryAccuracy::fromConfig, "binary_accuracy");
    to.add(
        Metric.class,
        "CategoricalAccuracy",
        CategoricalAccuracy::fromConfig,
        "categorical_accuracy");
    to.add(
        Metric.class,
        "SparseCategoricalAccuracy",
        SparseCategoricalAccuracy::fromConfig,
        "sparse_categorical_accuracy");
  }
}
