package io.github.markhor.file;

/** The group of a Keras file that holds what Keras has no place for, and ignores. */
final class OwnGroup {
  static final String NAME = "markhor";

  /** A dataset: the names of the classes. */
  static final String CLASS_NAMES = "class_names";

  /** An attribute: how the model was compiled, as JSON in the dialect of Keras 3. */
  static final String TRAINING = "training_config";

  /** An attribute: the model's seed, as a decimal number. */
  static final String SEED = "seed";

  private OwnGroup() {}
}
