package io.github.markhor.file;

/**
 * How a model is loaded.
 *
 * @param compile whether to compile it as it was when it was saved, and to restore the optimizer.
 *     Default: true
 * @param allowNonFinite whether weights may hold NaN or infinity, with which a model predicts
 *     nothing. Default: false
 */
public record LoadOptions(boolean compile, boolean allowNonFinite) {
  /** The defaults. */
  public static LoadOptions defaults() {
    return new LoadOptions(true, false);
  }

  public LoadOptions compile(boolean compile) {
    return new LoadOptions(compile, allowNonFinite);
  }

  public LoadOptions allowNonFinite(boolean allowNonFinite) {
    return new LoadOptions(compile, allowNonFinite);
  }
}
