package io.github.markhor;

/**
 * How a model, or weights for one, are loaded.
 *
 * @param compile whether to compile a model as it was when it was saved, and to restore the
 *     optimizer. Default: true
 * @param allowNonFinite whether weights may hold NaN or infinity, with which a model predicts
 *     nothing. Default: false
 * @param byName whether weights go to the layers of the same name, and layers that the file lacks
 *     keep theirs; otherwise they go by order, whatever the names. Default: false
 * @param skipMismatch whether layers keep their weights for which the file has others in number or
 *     shape. Default: false
 */
public record LoadOptions(
    boolean compile, boolean allowNonFinite, boolean byName, boolean skipMismatch) {
  /** The defaults. */
  public static LoadOptions defaults() {
    return new LoadOptions(true, false, false, false);
  }

  public LoadOptions compile(boolean compile) {
    return new LoadOptions(compile, allowNonFinite, byName, skipMismatch);
  }

  public LoadOptions allowNonFinite(boolean allowNonFinite) {
    return new LoadOptions(compile, allowNonFinite, byName, skipMismatch);
  }

  public LoadOptions byName(boolean byName) {
    return new LoadOptions(compile, allowNonFinite, byName, skipMismatch);
  }

  public LoadOptions skipMismatch(boolean skipMismatch) {
    return new LoadOptions(compile, allowNonFinite, byName, skipMismatch);
  }
}
