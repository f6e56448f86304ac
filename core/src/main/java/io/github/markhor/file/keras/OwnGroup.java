package io.github.markhor.file.keras;

/** The group of an HDF5 file that Keras ignores: it holds all that Keras has no place for. */
final class OwnGroup {
  static final String NAME = "markhor";

  /** A dataset: the names of the classes. */
  static final String CLASS_NAMES = "class_names";

  /** An attribute: how the model was compiled, as JSON in the dialect of Keras 3. */
  static final String TRAINING = "training_config";

  /** In {@link #TRAINING}: the rate that is set, or null for that of the optimizer. */
  static final String LEARNING_RATE = "learning_rate";

  /** An attribute: the model's seed, as a decimal number. */
  static final String SEED = "seed";

  private OwnGroup() {}
}
