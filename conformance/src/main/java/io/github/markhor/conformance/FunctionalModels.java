package io.github.markhor.conformance;

import io.github.markhor.Model;

/** Models of the group functional. */
final class FunctionalModels {
  private FunctionalModels() {}

  /** The case's model with weights of its own. */
  static Model untrained(Case given) {
    return Model.fromJson(given.json("model"));
  }
}
