package io.github.markhor.layer;

import io.github.markhor.tensor.Shape;

/**
 * A result of a layer, or an input, in a network that is being described: what Keras calls a
 * symbolic tensor. {@code Layer.apply} makes symbols of symbols.
 */
public interface Symbol {
  /** The call of a layer whose result this is. */
  Call call();

  /** Which of the call's results, counted from 0. */
  int index();

  /** The shape without the batch: (H, W, C) for pictures. */
  default Shape shape() {
    return call().outputShapes().get(index());
  }
}
