package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The area under a curve with one point for each threshold, from the confusion counts there. By
 * default it is the ROC curve, recall over the rate of false positives, at 200 thresholds from 0 to
 * 1, integrated by trapezoids. Predictions are probabilities, one for each label. With multiLabel,
 * each column of predictions (n, labels) has a curve, and the areas are averaged. Weighted if
 * samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#auc-class">Keras: AUC</a>.
 */
public final class AUC extends AbstractMetric<AUC> {
  private int numThresholds = 200;
  private Curve curve = Curve.ROC;
  private SummationMethod summationMethod = SummationMethod.INTERPOLATION;
  private List<Double> thresholds;
  private boolean multiLabel;
  private Integer numLabels;
  private List<Double> labelWeights;
  private boolean fromLogits;

  /** The two figures that are drawn over each other. */
  public enum Curve {
    /** Recall over the rate of false positives. */
    ROC,
    /** Precision over recall. */
    PR,
    /**
     * Precision gain over recall gain, of <a
     * href="https://papers.nips.cc/paper/5867-precision-recall-gain-curves-pr-analysis-done-right">
     * Flach and Kull, 2015</a>.
     */
    PRGAIN
  }

  /** The height of the curve between two thresholds. */
  public enum SummationMethod {
    /**
     * The mean of both; for the PR curve, as precision really runs between them, by <a
     * href="https://doi.org/10.1145/1143844.1143874">Davis and Goadrich, 2006</a>.
     */
    INTERPOLATION,
    /** The larger. */
    MAJORING,
    /** The smaller. */
    MINORING
  }

  private AUC() {
    super("auc");
  }

  /** The area under the ROC curve. */
  public static AUC of() {
    return new AUC();
  }

  /** From Keras's config. */
  public static AUC fromConfig(Config config) {
    AUC auc = of().named(config);
    auc.curve = config.getEnum("curve", auc.curve);
    auc.summationMethod = config.getEnum("summation_method", auc.summationMethod);
    auc.multiLabel = config.getBoolean("multi_label", auc.multiLabel);
    auc.numLabels = config.getInt("num_labels");
    auc.fromLogits = config.getBoolean("from_logits", auc.fromLogits);
    if (config.get("label_weights") != null) {
      auc.labelWeights = config.requireDoubles("label_weights");
    }
    return config.get("thresholds") == null
        ? auc.numThresholds(config.getInt("num_thresholds", auc.numThresholds))
        : auc.thresholds(new GivenThresholds(config.requireDoubles("thresholds")));
  }

  /**
   * The number of thresholds, in equal steps from 0 to 1; default 200.
   *
   * @throws IllegalArgumentException if there are fewer than 2
   */
  public AUC numThresholds(int numThresholds) {
    if (numThresholds < 2) {
      throw new IllegalArgumentException(
          "Expected at least 2 thresholds. Received: numThresholds=" + numThresholds);
    }
    return with(
        copy -> {
          copy.numThresholds = numThresholds;
          copy.thresholds = null;
        });
  }

  /** The thresholds between 0 and 1, instead of equal steps; the ends are added. */
  public AUC thresholds(double... thresholds) {
    return thresholds(GivenThresholds.of(thresholds));
  }

  private AUC thresholds(GivenThresholds given) {
    return with(
        copy -> {
          copy.thresholds = given.values();
          copy.numThresholds = given.values().size() + 2;
        });
  }

  /** The curve; default {@link Curve#ROC}. */
  public AUC curve(Curve curve) {
    Require.notNull("curve", curve);
    return with(copy -> copy.curve = curve);
  }

  /** The curve by Keras's name: {@code PR}. */
  public AUC curve(String curve) {
    return curve(KerasNames.choice(Curve.class, "curve", curve));
  }

  /** How the area is summed up; default {@link SummationMethod#INTERPOLATION}. */
  public AUC summationMethod(SummationMethod summationMethod) {
    Require.notNull("summationMethod", summationMethod);
    return with(copy -> copy.summationMethod = summationMethod);
  }

  /** How the area is summed up, by Keras's name: {@code majoring}. */
  public AUC summationMethod(String summationMethod) {
    return summationMethod(
        KerasNames.choice(SummationMethod.class, "summationMethod", summationMethod));
  }

  /** Whether each column has a curve of its own; default false. */
  public AUC multiLabel(boolean multiLabel) {
    return with(copy -> copy.multiLabel = multiLabel);
  }

  /**
   * A weight for each column: of its area with multiLabel, else of its elements. Default: none, all
   * count alike.
   */
  public AUC labelWeights(double... labelWeights) {
    List<Double> weights =
        labelWeights.length == 0 ? null : Arrays.stream(labelWeights).boxed().toList();
    return with(copy -> copy.labelWeights = weights);
  }

  /** Whether predictions are the inputs of a sigmoid instead of probabilities; default false. */
  public AUC fromLogits(boolean fromLogits) {
    return with(copy -> copy.fromLogits = fromLogits);
  }

  @Override
  public void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, fromLogits ? yPred.sigmoid() : yPred);
    Shape shape = matched.yPred().shape();
    if (multiLabel && (shape.rank() != 2 || (numLabels != null && numLabels != shape.size(1)))) {
      throw new IllegalArgumentException(
          "Expected predictions of shape (n, "
              + (numLabels == null ? "labels" : numLabels)
              + ") with multiLabel. Received: "
              + shape);
    }
    Value weights = sampleWeight;
    if (labelWeights != null && !multiLabel) {
      weights = elementWeights(matched.yPred(), sampleWeight);
    }
    int columns = multiLabel ? shape.size(1) : 1;
    sums.set("columns", yPred.like(columns));
    ConfusionMetric.count(sums, thresholds(), matched, weights, columns);
  }

  private Value elementWeights(Value yPred, Value sampleWeight) {
    float[] numbers = new float[labelWeights.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = labelWeights.get(i).floatValue();
    }
    Shape shape = yPred.shape();
    Value weights =
        yPred.graph().constant(Type.float32(Shape.of(numbers.length)), numbers).broadcastTo(shape);
    return sampleWeight == null ? weights : weights.mul(LabelShapes.weights(sampleWeight, shape));
  }

  private Thresholds thresholds() {
    return thresholds == null ? Thresholds.ofCurve(numThresholds) : Thresholds.ofCurve(thresholds);
  }

  @Override
  public double result(Totals totals) {
    int columns = (int) totals.get("columns");
    double sum = 0;
    double weights = 0;
    for (int column = 0; column < columns; column++) {
      double weight = multiLabel && labelWeights != null ? labelWeights.get(column) : 1;
      Thresholds.Counts counts = ConfusionMetric.counts(totals, thresholds(), column);
      sum += weight * CurveArea.of(counts, curve, summationMethod);
      weights += weight;
    }
    return quotient(sum, weights);
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Config config() {
    Config config =
        super.config()
            .with("num_thresholds", numThresholds)
            .with("curve", curve.name())
            .with("summation_method", KerasNames.of(summationMethod))
            .with("multi_label", multiLabel)
            .with("num_labels", numLabels)
            .with("label_weights", labelWeights)
            .with("from_logits", fromLogits);
    return thresholds == null ? config : config.with("thresholds", thresholds);
  }
}
