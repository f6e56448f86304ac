package io.github.markhor.layers;

import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/** Samples of a batch in a random order. */
final class Shuffles {
  private Shuffles() {}

  /**
   * The samples of a batch (N, ...) in the order of random numbers.
   *
   * @param keys a number for each sample, (N, 1), float32
   */
  static Value of(Value batch, Value keys) {
    int n = batch.shape().size(0);
    float[] earlier = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        earlier[i * n + j] = 1;
      }
    }
    Value others = keys.transpose(1, 0);
    // Of equal numbers the earlier sample comes first, so that no place is taken twice.
    Value ties = batch.graph().constant(Type.float32(Shape.of(n, n)), earlier);
    Value place = others.less(keys).add(others.equal(keys).mul(ties)).sum(1);
    Value order = place.oneHot(n).cast(batch.dtype());
    int each = Math.toIntExact(batch.shape().elements() / n);
    return order.matMul(batch.reshape(n, each)).reshape(batch.shape());
  }
}
