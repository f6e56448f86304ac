package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The area under a curve that the thresholds draw, from confusion counts at each of them: by
 * default the ROC curve, recall over the false positives' rate, at 200 thresholds from 0 to 1, its
 * area summed up by trapezoids. Predictions are probabilities, one for each label. With multiLabel
 * the columns of predictions (n, labels) have a curve each, and the areas are averaged. Weighted if
 * samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#auc-class">Keras: AUC</a>.
 */
public final class AUC extends AbstractMetric<AUC> {
  // Set only while a copy is made, before anyone else sees it.
  private int numThresholds = 200;
  private Curve curve = Curve.ROC;
  private SummationMethod summationMethod = SummationMethod.INTERPOLATION;
  private List<Double> thresholds;
  private boolean multiLabel;
  private Integer numLabels;
  private List<Double> labelWeights;
  private boolean fromLogits;

  /** What is drawn. */
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

  /** How high the curve is taken to be between two thresholds. */
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

  private AUC(String name) {
    super(name);
  }

  /** The area under the ROC curve. */
  public static AUC of() {
    return new AUC("auc");
  }

  /** From Keras's config. */
  public static AUC fromConfig(Config config) {
    AUC auc = of().named(config);
    auc.curve = choice(Curve.class, config.getString("curve", "ROC"));
    auc.summationMethod =
        choice(SummationMethod.class, config.getString("summation_method", "interpolation"));
    auc.multiLabel = config.getBoolean("multi_label", false);
    auc.numLabels = config.get("num_labels") == null ? null : config.requireInt("num_labels");
    auc.fromLogits = config.getBoolean("from_logits", false);
    if (config.get("label_weights") != null) {
      auc.labelWeights = config.requireDoubles("label_weights");
    }
    return config.get("thresholds") == null
        ? auc.numThresholds(config.getInt("num_thresholds", 200))
        : auc.thresholds(new GivenThresholds(config.requireDoubles("thresholds")));
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new ConfigException(
        "Expected one of " + List.of(type.getEnumConstants()) + ". Received: " + text);
  }

  private AUC copy(String name) {
    AUC copy = new AUC(name);
    copy.numThresholds = numThresholds;
    copy.curve = curve;
    copy.summationMethod = summationMethod;
    copy.thresholds = thresholds;
    copy.multiLabel = multiLabel;
    copy.numLabels = numLabels;
    copy.labelWeights = labelWeights;
    copy.fromLogits = fromLogits;
    return copy;
  }

  @Override
  public AUC name(String name) {
    return copy(name);
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
    AUC copy = copy(name());
    copy.numThresholds = numThresholds;
    copy.thresholds = null;
    return copy;
  }

  /** The thresholds between 0 and 1, instead of equal steps; the ends are added. */
  public AUC thresholds(double... thresholds) {
    return thresholds(GivenThresholds.of(thresholds));
  }

  private AUC thresholds(GivenThresholds given) {
    AUC copy = copy(name());
    copy.thresholds = given.values();
    copy.numThresholds = given.values().size() + 2;
    return copy;
  }

  /** The curve; default {@link Curve#ROC}. */
  public AUC curve(Curve curve) {
    AUC copy = copy(name());
    copy.curve = curve;
    return copy;
  }

  /** How the area is summed up; default {@link SummationMethod#INTERPOLATION}. */
  public AUC summationMethod(SummationMethod summationMethod) {
    AUC copy = copy(name());
    copy.summationMethod = summationMethod;
    return copy;
  }

  /** Whether each column has a curve of its own; default false. */
  public AUC multiLabel(boolean multiLabel) {
    AUC copy = copy(name());
    copy.multiLabel = multiLabel;
    return copy;
  }

  /**
   * A weight for each column: of its area with multiLabel, else of its elements. Default: none, all
   * count alike.
   */
  public AUC labelWeights(double... labelWeights) {
    AUC copy = copy(name());
    copy.labelWeights =
        labelWeights.length == 0 ? null : Arrays.stream(labelWeights).boxed().toList();
    return copy;
  }

  /** Whether predictions are the inputs of a sigmoid instead of probabilities; default false. */
  public AUC fromLogits(boolean fromLogits) {
    AUC copy = copy(name());
    copy.fromLogits = fromLogits;
    return copy;
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
  public Config config() {
    Config config =
        super.config()
            .with("num_thresholds", numThresholds)
            .with("curve", curve.name())
            .with("summation_method", summationMethod.name().toLowerCase(Locale.ROOT))
            .with("multi_label", multiLabel)
            .with("num_labels", numLabels)
            .with("label_weights", labelWeights)
            .with("from_logits", fromLogits);
    return thresholds == null ? config : config.with("thresholds", thresholds);
  }
}
