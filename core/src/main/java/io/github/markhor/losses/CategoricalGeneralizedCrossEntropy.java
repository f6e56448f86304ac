package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * A loss between crossentropy and absolute error, for data with some wrong labels: (1 - p^q) / q,
 * where p is the prediction for the class of the label. Labels are class numbers from 0. With q
 * near 0 the loss is nearly crossentropy; with q near 1, wrong labels count less. Default: q = ½.
 * See <a href="https://keras.io/api/losses/probabilistic_losses/">Keras: probabilistic losses</a>
 * and <a href="https://arxiv.org/abs/1805.07836">Zhang and Sabuncu, 2018</a>.
 */
public final class CategoricalGeneralizedCrossEntropy
    extends AbstractLoss<CategoricalGeneralizedCrossEntropy> {
  private final double q;

  private CategoricalGeneralizedCrossEntropy(double q) {
    super("categorical_generalized_cross_entropy");
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("Expected q between 0 and 1. Received: q=" + q);
    }
    this.q = q;
  }

  /** With q = ½. */
  public static CategoricalGeneralizedCrossEntropy of() {
    return of(0.5);
  }

  /**
   * With another q.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public static CategoricalGeneralizedCrossEntropy of(double q) {
    return new CategoricalGeneralizedCrossEntropy(q);
  }

  /** From Keras's config. */
  public static CategoricalGeneralizedCrossEntropy fromConfig(Config config) {
    return of(config.getDouble("q", 0.5)).configured(config);
  }

  @Override
  public boolean sparseLabels() {
    return true;
  }

  /** Whole numbers from 0 to units - 1. */
  @Override
  public boolean acceptsLabel(float label, int units) {
    return label >= 0 && label < units && label == Math.rint(label);
  }

  @Override
  public String labelRange(int units) {
    return "class numbers, whole and from 0 to " + (units - 1);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value p = yPred.mul(yTrue.oneHot(yPred.shape().size(-1))).sum(-1);
    return p.pow(q).neg().add(1).div(q);
  }

  @Override
  public Config config() {
    return super.config().with("q", q);
  }
}
