package io.github.markhor.testing;

import io.github.markhor.graph.Value;

/** The activations of the layers of this package. */
public enum Activation {
  LINEAR,
  RELU,
  SOFTMAX;

  Value of(Value x) {
    return switch (this) {
      case LINEAR -> x;
      case RELU -> x.relu();
      case SOFTMAX -> x.softmax();
    };
  }
}
