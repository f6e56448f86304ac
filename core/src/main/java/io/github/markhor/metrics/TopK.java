package io.github.markhor.metrics;

import io.github.markhor.graph.Value;

/** The k largest predictions of each row, along the last axis. */
final class TopK {
  private TopK() {}

  /**
   * 1 where the prediction for a label is finite and fewer than k others are larger, else 0: all
   * ties for the last place count.
   *
   * @param label class numbers, of the predictions' shape without the last axis
   */
  static Value holds(Value label, Value yPred, int k) {
    Value hot = label.oneHot(yPred.shape().size(-1));
    Value own = hot.select(yPred, 0).sumKeeping(-1);
    Value larger = yPred.greater(own).sum(-1);
    Value finite = own.sub(own).equal(0).sum(-1);
    return larger.less(k).mul(finite).mul(hot.sum(-1));
  }

  /** 1 at exactly k elements of each row, the first among equals, else 0. */
  static Value mask(Value yPred, int k) {
    int columns = yPred.shape().size(-1);
    if (k > columns) {
      throw new IllegalArgumentException(
          "Expected topK of at most the number of classes, " + columns + ". Received: " + k);
    }
    Value left = yPred;
    Value mask = yPred.like(0).broadcastTo(yPred.shape());
    for (int i = 0; i < k; i++) {
      Value largest = left.argMax().oneHot(columns);
      mask = mask.add(largest);
      left = largest.select(left.like(-Float.MAX_VALUE), left);
    }
    return mask;
  }

  static int check(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("Expected k of at least 1. Received: k=" + k);
    }
    return k;
  }
}
