package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The crossentropy of one class among several, with labels that are class numbers from 0: -log p of
 * the label's class. Probabilities are treated as {@link CategoricalCrossentropy} does. The loss of
 * a label that is no class is NaN. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#sparsecategoricalcrossentropy-class">Keras:
 * SparseCategoricalCrossentropy</a>.
 */
public final class SparseCategoricalCrossentropy
    extends AbstractLoss<SparseCategoricalCrossentropy> {
  private final boolean fromLogits;
  private final Integer ignoreClass;
  private final int axis;

  private SparseCategoricalCrossentropy(
      String name, Reduction reduction, boolean fromLogits, Integer ignoreClass, int axis) {
    super(name, reduction);
    this.fromLogits = fromLogits;
    this.ignoreClass = ignoreClass;
    this.axis = axis;
  }

  public static SparseCategoricalCrossentropy of() {
    return new SparseCategoricalCrossentropy(
        "sparse_categorical_crossentropy", Reduction.SUM_OVER_BATCH_SIZE, false, null, -1);
  }

  /** From Keras's config. */
  public static SparseCategoricalCrossentropy fromConfig(Config config) {
    return of().fromLogits(config.getBoolean("from_logits", false))
        .ignoreClass(config.get("ignore_class") == null ? null : config.getInt("ignore_class", 0))
        .axis(config.getInt("axis", -1))
        .withCommon(config);
  }

  /** Whether predictions are the inputs of a softmax instead of probabilities; default false. */
  public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
    return new SparseCategoricalCrossentropy(name(), reduction(), fromLogits, ignoreClass, axis);
  }

  /**
   * A label whose samples count for nothing, neither in the sum nor in the number it is divided by;
   * null, the default, for none.
   */
  public SparseCategoricalCrossentropy ignoreClass(Integer ignoreClass) {
    return new SparseCategoricalCrossentropy(name(), reduction(), fromLogits, ignoreClass, axis);
  }

  /** The axis of the classes in predictions, which labels lack; default -1, the last. */
  public SparseCategoricalCrossentropy axis(int axis) {
    return new SparseCategoricalCrossentropy(name(), reduction(), fromLogits, ignoreClass, axis);
  }

  @Override
  protected SparseCategoricalCrossentropy with(String name, Reduction reduction) {
    return new SparseCategoricalCrossentropy(name, reduction, fromLogits, ignoreClass, axis);
  }

  @Override
  public boolean sparseLabels() {
    return true;
  }

  @Override
  public int classAxis() {
    return axis;
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value p = yPred.withAxisLast(axis);
    Value y = yTrue.oneHot(p.shape().size(-1));
    Value losses = y.mul(Probabilities.logarithms(p, fromLogits)).sum(-1).neg();
    Value known = y.sum(-1).select(losses, Double.NaN);
    return ignoreClass == null ? known : mask(yTrue).select(known, 0);
  }

  /** Whole numbers from 0 to units - 1, and the ignored class. */
  @Override
  public boolean acceptsLabel(float label, int units) {
    boolean known = label >= 0 && label < units && label == Math.rint(label);
    return known || (ignoreClass != null && label == ignoreClass);
  }

  @Override
  public Value mask(Value yTrue) {
    return ignoreClass == null ? null : yTrue.equal(ignoreClass).neg().add(1);
  }

  @Override
  public Config config() {
    Config config =
        super.config().with("from_logits", fromLogits).with("ignore_class", ignoreClass);
    // Keras leaves it out, and reads it.
    return axis == -1 ? config : config.with("axis", axis);
  }
}
