package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * Between crossentropy and absolute error, for labels some of which are wrong: (1 - p^q) / q, where
 * p is the prediction for the label's class. Labels are class numbers from 0. The nearer q is to 0,
 * the more like crossentropy; the nearer to 1, the less wrong labels count. Default: q = ½. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/">Keras: probabilistic losses</a> and <a
 * href="https://arxiv.org/abs/1805.07836">Zhang and Sabuncu, 2018</a>.
 */
public final class CategoricalGeneralizedCrossEntropy
    extends AbstractLoss<CategoricalGeneralizedCrossEntropy> {
  private final double q;

  private CategoricalGeneralizedCrossEntropy(String name, Reduction reduction, double q) {
    super(name, reduction);
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
    return new CategoricalGeneralizedCrossEntropy(
        "categorical_generalized_cross_entropy", Reduction.SUM_OVER_BATCH_SIZE, q);
  }

  /** From Keras's config. */
  public static CategoricalGeneralizedCrossEntropy fromConfig(Config config) {
    return of(config.getDouble("q", 0.5)).withCommon(config);
  }

  @Override
  protected CategoricalGeneralizedCrossEntropy with(String name, Reduction reduction) {
    return new CategoricalGeneralizedCrossEntropy(name, reduction, q);
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
  public Value call(Value yTrue, Value yPred) {
    Value p = yPred.mul(yTrue.oneHot(yPred.shape().size(-1))).sum(-1);
    return p.pow(q).neg().add(1).div(q);
  }

  @Override
  public Config config() {
    return super.config().with("q", q);
  }
}
