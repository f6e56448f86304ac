package io.github.markhor.losses;

import io.github.markhor.graph.Value;

/** Reduces the losses of samples, with weights, to the loss of a batch. */
public final class LossReduction {
  private LossReduction() {}

  /**
   * The loss of a batch, as the loss's {@link Loss#reduction} says.
   *
   * @param yTrue labels, float32
   * @param yPred predictions, float32
   * @param sampleWeight a weight for each sample, (n,), or for parts of samples; null for ones
   * @return of shape (), or with the reduction none the weighted losses
   */
  public static Value of(Loss loss, Value yTrue, Value yPred, Value sampleWeight) {
    LabelShapes.Matched matched = LabelShapes.match(loss, yTrue, yPred);
    Value losses = loss.call(matched.yTrue(), matched.yPred());
    if (sampleWeight != null && losses.shape().rank() == 1 && sampleWeight.shape().rank() == 2) {
      // As in Keras, where it shows without reduction: a column of weights makes a column of
      // losses.
      losses = losses.reshape(losses.shape().size(0), 1);
    }
    Value weights = sampleWeight == null ? null : LabelShapes.weights(sampleWeight, losses.shape());
    Value mask = loss.mask(matched.yTrue());
    if (mask != null) {
      mask = mask.reshape(losses.shape());
    }
    Value masked = weights == null ? mask : mask == null ? weights : weights.mul(mask);
    Value weighted = masked == null ? losses : losses.mul(masked);
    long count = weighted.shape().elements();
    return switch (loss.reduction()) {
      case NONE -> weighted;
      case SUM -> weighted.sum();
      case SUM_OVER_BATCH_SIZE ->
          mask == null ? weighted.sum().div(count) : quotient(weighted.sum(), mask.sum());
      case MEAN_WITH_SAMPLE_WEIGHT ->
          masked == null
              ? weighted.sum().div(count)
              : quotient(weighted.sum(), sumOfWeights(sampleWeight, masked, losses));
    };
  }

  /**
   * The sum of weights. Weights of samples count once for each part of a sample; weights with the
   * axes of the losses count once, as in Keras.
   */
  private static Value sumOfWeights(Value sampleWeight, Value masked, Value losses) {
    boolean ofSamples = sampleWeight != null && sampleWeight.shape().rank() < losses.shape().rank();
    return (ofSamples ? masked.broadcastTo(losses.shape()) : masked).sum();
  }

  /** a / b, or 0 where b is 0. */
  private static Value quotient(Value a, Value b) {
    return b.equal(0).select(a.like(0), a.div(b.equal(0).select(b.like(1), b)));
  }
}
