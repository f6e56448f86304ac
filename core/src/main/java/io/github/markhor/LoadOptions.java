package io.github.markhor;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.layer.Layer;
import java.util.HashMap;
import java.util.Map;

/** How a model, or weights for one, are loaded. */
public final class LoadOptions extends Immutable<LoadOptions> {
  private boolean compile = true;
  private boolean allowNonFinite;
  private boolean byName;
  private boolean skipMismatch;

  private Map<String, Layer> replacements = Map.of();

  private LoadOptions() {}

  /** The defaults. */
  public static LoadOptions defaults() {
    return new LoadOptions();
  }

  /**
   * Whether to compile a model as it was when it was saved, and to restore the optimizer. Default:
   * true.
   */
  public LoadOptions compile(boolean compile) {
    return with(copy -> copy.compile = compile);
  }

  /**
   * Whether weights may hold NaN or infinity, with which a model predicts nothing. Default: false.
   */
  public LoadOptions allowNonFinite(boolean allowNonFinite) {
    return with(copy -> copy.allowNonFinite = allowNonFinite);
  }

  /**
   * Whether weights go to the layers of the same name, and layers that the file lacks keep theirs;
   * otherwise they go by order, and are refused where the names say that they belong to another
   * layer of the model. Default: false.
   */
  public LoadOptions byName(boolean byName) {
    return with(copy -> copy.byName = byName);
  }

  /**
   * Whether layers keep their weights for which the file has others in number or shape. Default:
   * false.
   */
  public LoadOptions skipMismatch(boolean skipMismatch) {
    return with(copy -> copy.skipMismatch = skipMismatch);
  }

  /**
   * A layer to take in the place of one that cannot be read, such as Lambda, whose code is never
   * run, or a class of the user's. It gets the name of the one that it replaces, and the weights of
   * that one, if the file has some. May be called for several layers.
   *
   * @param name of the layer in the file, {@code outer/inner} for one within another
   */
  public LoadOptions replace(String name, Layer layer) {
    Require.notNull("name", name);
    Require.notNull("layer", layer);
    Map<String, Layer> own = new HashMap<>(replacements);
    own.put(name, layer);
    Map<String, Layer> all = Map.copyOf(own);
    return with(copy -> copy.replacements = all);
  }

  /** The layers that replace others, by the names of these. */
  public Map<String, Layer> replacements() {
    return replacements;
  }

  /** Whether a model is compiled. */
  public boolean compile() {
    return compile;
  }

  /** Whether NaN and infinity are allowed. */
  public boolean allowNonFinite() {
    return allowNonFinite;
  }

  /** Whether weights go by name. */
  public boolean byName() {
    return byName;
  }

  /** Whether weights that do not fit are passed over. */
  public boolean skipMismatch() {
    return skipMismatch;
  }

  @Override
  public String toString() {
    return "LoadOptions[compile="
        + compile
        + ", allowNonFinite="
        + allowNonFinite
        + ", byName="
        + byName
        + ", skipMismatch="
        + skipMismatch
        + ", replace="
        + replacements
        + "]";
  }
}
