package io.github.markhor.constraints;

import io.github.markhor.config.Configurable;
import io.github.markhor.graph.Value;

/** A condition that a weight meets after every step. */
public interface Constraint extends Configurable {
  /** The nearest allowed value, of the same shape. */
  Value apply(Value weight);
}
