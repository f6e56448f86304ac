package io.github.markhor;

import io.github.markhor.config.Immutable;

/** How a model is saved. */
public final class SaveOptions extends Immutable<SaveOptions> {
  private boolean includeOptimizer = true;

  private SaveOptions() {}

  /** The defaults. */
  public static SaveOptions defaults() {
    return new SaveOptions();
  }

  /**
   * Whether the file says how the model was compiled and what its optimizer remembers. Markhor and
   * Keras 2 then go on training where it stopped. Keras 3 does so from {@code .keras}; of {@code
   * .h5} it restores no optimizer state and warns. Without, the file is smaller, and whoever loads
   * it compiles it anew. Default: true.
   */
  public SaveOptions includeOptimizer(boolean includeOptimizer) {
    return with(copy -> copy.includeOptimizer = includeOptimizer);
  }

  /** Whether the optimizer is saved. */
  public boolean includeOptimizer() {
    return includeOptimizer;
  }

  @Override
  public String toString() {
    return "SaveOptions[includeOptimizer=" + includeOptimizer + "]";
  }
}
