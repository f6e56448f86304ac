package io.github.markhor;

/**
 * How a model is saved.
 *
 * @param includeOptimizer whether the file says how the model was compiled and what its optimizer
 *     remembers. Markhor and Keras 2 then go on training where it stopped. Keras 3 does so from
 *     {@code .keras}; of {@code .h5} it restores no optimizer state and warns. Without, the file is
 *     smaller, and whoever loads it compiles it anew. Default: true
 */
public record SaveOptions(boolean includeOptimizer) {
  /** The defaults. */
  public static SaveOptions defaults() {
    return new SaveOptions(true);
  }

  public SaveOptions includeOptimizer(boolean includeOptimizer) {
    return new SaveOptions(includeOptimizer);
  }
}
