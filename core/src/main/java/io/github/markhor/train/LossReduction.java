package io.github.markhor.train;

import io.github.markhor.graph.Value;

/** From the losses of samples to the loss of a batch, weights included. */
public final class LossReduction {
  private LossReduction() {}

  /**
   * The loss of a batch, as the loss's {@link Loss#reduction} says.
   *
   * @param yTrue labels, float32
   * @param yPred predictions, float32
   * @param sampleWeight a weight for each sample, (n,), or for parts of samples; null for ones
   * @return of shape (), or with reduction none the weighted losses
   */
  public static Value of(Loss loss, Value yTrue, Value yPred, Value sampleWeight) {
    LabelShapes.Matched matched = LabelShapes.match(loss, yTrue, yPred);
    Value losses = loss.call(matched.yTrue(), matched.yPred());
    Value weights = sampleWeight == null ? null : LabelShapes.weights(sampleWeight, losses.shape());
    Value mask = loss.mask(matched.yTrue());
    long count = losses.shape().elements();
    Value valid = mask == null ? losses.like(count) : mask.sum();
    if (mask != null) {
      weights = weights == null ? mask : weights.mul(mask);
    }
    Value weighted = weights == null ? losses : losses.mul(weights);
    return switch (loss.reduction()) {
      case NONE -> weighted;
      case SUM -> weighted.sum();
      case SUM_OVER_BATCH_SIZE ->
          mask == null ? weighted.sum().div(count) : quotient(weighted.sum(), valid);
      case MEAN_WITH_SAMPLE_WEIGHT ->
          quotient(
              weighted.sum(), weights == null ? valid : weights.broadcastTo(losses.shape()).sum());
    };
  }

  /** a / b, or 0 where b is 0. */
  private static Value quotient(Value a, Value b) {
    return b.equal(0).select(a.like(0), a.div(b.equal(0).select(b.like(1), b)));
  }
}
