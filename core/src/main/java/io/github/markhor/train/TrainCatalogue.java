package io.github.markhor.train;

import io.github.markhor.config.Catalogue;
import io.github.markhor.config.Config;
import java.util.Arrays;
import java.util.function.Function;

/** Losses, metrics, optimizers and schedules under Keras's names and short names. */
public final class TrainCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar registrar) {
    if (registrar.wants(Loss.class) || registrar.wants(Metric.class)) {
      addLosses(registrar);
    }
    if (registrar.wants(Metric.class)) {
      addAccuracies(registrar);
      addConfusions(registrar);
      addFigures(registrar);
    }
    if (registrar.wants(Optimizer.class)) {
      addOptimizers(registrar);
    }
    if (registrar.wants(LearningRateSchedule.class)) {
      addSchedules(registrar);
    }
  }

  private static void addOptimizers(Registrar to) {
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
    loss(to, BinaryCrossentropy::fromConfig, BinaryCrossentropy.of(), "bce", "BCE");
    loss(to, CategoricalCrossentropy::fromConfig, CategoricalCrossentropy.of(), "cce", "CCE");
    loss(
        to,
        SparseCategoricalCrossentropy::fromConfig,
        SparseCategoricalCrossentropy.of(),
        "scce",
        "SCCE");
    loss(to, BinaryFocalCrossentropy::fromConfig, BinaryFocalCrossentropy.of());
    loss(to, CategoricalFocalCrossentropy::fromConfig, CategoricalFocalCrossentropy.of());
    loss(
        to,
        CategoricalGeneralizedCrossEntropy::fromConfig,
        CategoricalGeneralizedCrossEntropy.of());
    loss(
        to,
        KLDivergence::fromConfig,
        KLDivergence.of(),
        "kld",
        "KLD",
        "kullback_leibler_divergence");
    loss(to, Poisson::fromConfig, Poisson.of());
    loss(to, MeanSquaredError::fromConfig, MeanSquaredError.of(), "mse", "MSE");
    loss(to, MeanAbsoluteError::fromConfig, MeanAbsoluteError.of(), "mae", "MAE");
    loss(
        to,
        MeanAbsolutePercentageError::fromConfig,
        MeanAbsolutePercentageError.of(),
        "mape",
        "MAPE");
    loss(
        to,
        MeanSquaredLogarithmicError::fromConfig,
        MeanSquaredLogarithmicError.of(),
        "msle",
        "MSLE");
    loss(to, Huber::fromConfig, Huber.of());
    loss(to, Hinge::fromConfig, Hinge.of());
    loss(to, SquaredHinge::fromConfig, SquaredHinge.of());
    loss(to, CategoricalHinge::fromConfig, CategoricalHinge.of());
    loss(to, Dice::fromConfig, Dice.of());
    loss(to, Tversky::fromConfig, Tversky.of());
    loss(to, Circle::fromConfig, Circle.of());
    loss(to, LogCosh::fromConfig, LogCosh.of(), "logcosh");
    to.add(
        Loss.class,
        "CosineSimilarity",
        CosineSimilarity::fromConfig,
        "cosine_similarity",
        "cosine_proximity");
  }

  /** Adds a loss and the metric that is its mean. */
  private static void loss(
      Registrar to, Function<Config, ? extends Loss> maker, Loss example, String... shortNames) {
    String className = example.className();
    // Keras finds Huber under its function's name alone.
    String ownName = example instanceof Huber ? "huber" : example.name();
    String[] aliases = Arrays.copyOf(shortNames, shortNames.length + 1);
    aliases[shortNames.length] = ownName;
    to.add(Loss.class, className, maker, aliases);
    to.add(
        Metric.class,
        className,
        config -> LossMetric.of(maker.apply(config)).named(config),
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
    to.add(
        Metric.class,
        "TopKCategoricalAccuracy",
        TopKCategoricalAccuracy::fromConfig,
        "top_k_categorical_accuracy");
    to.add(
        Metric.class,
        "SparseTopKCategoricalAccuracy",
        SparseTopKCategoricalAccuracy::fromConfig,
        "sparse_top_k_categorical_accuracy");
  }

  private static void addConfusions(Registrar to) {
    Class<Metric> type = Metric.class;
    to.add(type, "TruePositives", TruePositives::fromConfig, "true_positives");
    to.add(type, "FalsePositives", FalsePositives::fromConfig, "false_positives");
    to.add(type, "TrueNegatives", TrueNegatives::fromConfig, "true_negatives");
    to.add(type, "FalseNegatives", FalseNegatives::fromConfig, "false_negatives");
    to.add(type, "Precision", Precision::fromConfig, "precision");
    to.add(type, "Recall", Recall::fromConfig, "recall");
    to.add(type, "SensitivityAtSpecificity", SensitivityAtSpecificity::fromConfig);
    to.add(type, "SpecificityAtSensitivity", SpecificityAtSensitivity::fromConfig);
    to.add(type, "PrecisionAtRecall", PrecisionAtRecall::fromConfig);
    to.add(type, "RecallAtPrecision", RecallAtPrecision::fromConfig);
    to.add(type, "AUC", AUC::fromConfig, "auc");
    to.add(type, "F1Score", F1Score::fromConfig, "f1_score");
    to.add(type, "FBetaScore", FBetaScore::fromConfig, "f_beta_score", "fbeta_score");
    to.add(type, "IoU", IoU::fromConfig);
    to.add(type, "MeanIoU", MeanIoU::fromConfig);
    to.add(type, "OneHotIoU", OneHotIoU::fromConfig);
    to.add(type, "OneHotMeanIoU", OneHotMeanIoU::fromConfig);
    to.add(type, "BinaryIoU", BinaryIoU::fromConfig, "binary_io_u");
  }

  private static void addFigures(Registrar to) {
    Class<Metric> type = Metric.class;
    to.add(
        type,
        "RootMeanSquaredError",
        RootMeanSquaredError::fromConfig,
        "root_mean_squared_error",
        "rmse",
        "RMSE");
    to.add(type, "R2Score", R2Score::fromConfig, "r2_score");
    to.add(type, "PearsonCorrelation", PearsonCorrelation::fromConfig, "pearson_correlation");
    to.add(
        type,
        "ConcordanceCorrelation",
        ConcordanceCorrelation::fromConfig,
        "concordance_correlation");
    to.add(type, "CosineSimilarity", CosineSimilarityMetric::fromConfig, "cosine_similarity");
    to.add(
        type,
        "LogCoshError",
        config -> LossMetric.of(LogCosh.of().name("logcosh")).named(config),
        "log_cosh_error");
  }
}
