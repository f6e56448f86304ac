package io.github.markhor.regularizers;

import io.github.markhor.config.Configurable;
import io.github.markhor.graph.Value;

/** A penalty for the size of a weight or of a layer's output, added to the loss. */
public interface Regularizer extends Configurable {
  /** The penalty, of shape (), of a float32 value. */
  Value penalty(Value x);
}
