package io.github.markhor.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.losses.CosineSimilarity;
import io.github.markhor.losses.Loss;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every metric of the catalogue says what Keras 3.15's {@code _direction} says. */
class DirectionTest {
  private static final Set<String> UP =
      Set.of(
          "accuracy",
          "Accuracy",
          "AUC",
          "BinaryAccuracy",
          "BinaryIoU",
          "CategoricalAccuracy",
          "ConcordanceCorrelation",
          "CosineSimilarity",
          "F1Score",
          "FBetaScore",
          "IoU",
          "MeanIoU",
          "OneHotIoU",
          "OneHotMeanIoU",
          "PearsonCorrelation",
          "Precision",
          "PrecisionAtRecall",
          "R2Score",
          "Recall",
          "RecallAtPrecision",
          "SensitivityAtSpecificity",
          "SparseCategoricalAccuracy",
          "SparseTopKCategoricalAccuracy",
          "SpecificityAtSensitivity",
          "TopKCategoricalAccuracy");

  /** The losses with and without a metric class in Keras, and the one error that is no loss. */
  private static final Set<String> DOWN =
      Set.of(
          "BinaryCrossentropy",
          "BinaryFocalCrossentropy",
          "CategoricalCrossentropy",
          "CategoricalFocalCrossentropy",
          "CategoricalGeneralizedCrossEntropy",
          "CategoricalHinge",
          "Circle",
          "Dice",
          "Hinge",
          "Huber",
          "KLDivergence",
          "LogCoshError",
          "MeanAbsoluteError",
          "MeanAbsolutePercentageError",
          "MeanSquaredError",
          "MeanSquaredLogarithmicError",
          "Poisson",
          "RootMeanSquaredError",
          "SparseCategoricalCrossentropy",
          "SquaredHinge",
          "Tversky");

  /** Keras leaves these four open, so that its callbacks want a mode. */
  private static final Map<String, Direction> COUNTS =
      Map.of(
          "TruePositives", Direction.UP,
          "TrueNegatives", Direction.UP,
          "FalsePositives", Direction.DOWN,
          "FalseNegatives", Direction.DOWN);

  /** All arguments that some metric cannot do without. */
  private static final Map<String, Object> ARGUMENTS =
      Map.of(
          "num_classes",
          3,
          "target_class_ids",
          List.of(0),
          "precision",
          0.5,
          "recall",
          0.5,
          "sensitivity",
          0.5,
          "specificity",
          0.5);

  @Test
  void everyMetricOfTheCatalogueGoesTheWayOfKeras() {
    Map<String, Direction> expected = new TreeMap<>(COUNTS);
    UP.forEach(name -> expected.put(name, Direction.UP));
    DOWN.forEach(name -> expected.put(name, Direction.DOWN));
    Map<String, Direction> found = new TreeMap<>();
    for (String name : new TreeSet<>(Registry.names(Metric.class))) {
      Map<String, Object> described = Map.of("class_name", name, "config", ARGUMENTS);
      Metric metric = Registry.make(Metric.class, described, Dialect.KERAS_3);
      found.put(metric.className(), metric.direction());
    }
    assertEquals(expected, found);
  }

  @Test
  void aLossFallsAndAFunctionDoesNotSay() {
    Loss own = Loss.of("own", (yTrue, yPred) -> yPred);
    assertEquals(Direction.DOWN, LossMetric.of(own).direction());
    // The loss is the negative cosine.
    assertEquals(Direction.DOWN, LossMetric.of(CosineSimilarity.of()).direction());
    assertEquals(Direction.UNKNOWN, Metric.of("own", (yTrue, yPred) -> yPred).direction());
    assertEquals(Direction.UNKNOWN, Metric.sum("own", (yTrue, yPred) -> yPred).direction());
  }
}
