package io.github.markhor.metrics;

import io.github.markhor.config.Catalogue;
import io.github.markhor.losses.LogCosh;
import io.github.markhor.losses.LossesCatalogue;

/** Keras's metrics by their class names and short names; each loss is a metric too. */
public final class MetricsCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar registrar) {
    if (registrar.wants(Metric.class)) {
      addLosses(registrar);
      addAccuracies(registrar);
      addConfusions(registrar);
      addFigures(registrar);
    }
  }

  /** The metrics that are the mean of a loss. */
  private static void addLosses(Registrar to) {
    for (LossesCatalogue.Entry loss : LossesCatalogue.entries()) {
      // The metric of this name is not the mean of the loss, which is negated.
      if (!loss.className().equals("CosineSimilarity")) {
        to.add(
            Metric.class,
            loss.className(),
            config -> LossMetric.of(loss.maker().apply(config)).named(config),
            loss.aliases().toArray(String[]::new));
      }
    }
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
