package io.github.markhor.file.keras;

/** The names of the entries of a {@code .keras} archive. */
final class Entries {
  static final String CONFIG = "config.json";
  static final String METADATA = "metadata.json";
  static final String WEIGHTS = "model.weights.h5";

  private Entries() {}
}
