package io.github.markhor.losses;

import io.github.markhor.graph.Value;

/** Shared by the hinge losses: labels that are -1 and 1, or converted to these. */
final class HingeLabels {
  private HingeLabels() {}

  /** max(1 - label · prediction, 0), element by element. */
  static Value margin(Value yTrue, Value yPred) {
    Value binary = yTrue.equal(0).max(yTrue.equal(1));
    Value othersToo = binary.equal(0).maxOver();
    Value labels = othersToo.select(yTrue, yTrue.mul(2).sub(1));
    return labels.mul(yPred).neg().add(1).max(0);
  }
}
