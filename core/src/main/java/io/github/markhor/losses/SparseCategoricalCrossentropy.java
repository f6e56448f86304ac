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
  private boolean fromLogits;
  private Integer ignoreClass;
  private int axis = -1;

  private SparseCategoricalCrossentropy() {
    super("sparse_categorical_crossentropy");
  }

  /** With Keras's defaults. */
  public static SparseCategoricalCrossentropy of() {
    return new SparseCategoricalCrossentropy();
  }

  /** From Keras's config. */
  public static SparseCategoricalCrossentropy fromConfig(Config config) {
    SparseCategoricalCrossentropy loss = of();
    return loss.fromLogits(config.getBoolean("from_logits", loss.fromLogits))
        .ignoreClass(config.getInt("ignore_class"))
        .axis(config.getInt("axis", loss.axis))
        .configured(config);
  }

  /** Whether predictions are the inputs of a softmax instead of probabilities; default false. */
  public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
    return with(copy -> copy.fromLogits = fromLogits);
  }

  /**
   * A label whose samples do not count, neither in the sum nor in its divisor; null, the default,
   * for none.
   */
  public SparseCategoricalCrossentropy ignoreClass(Integer ignoreClass) {
    return with(copy -> copy.ignoreClass = ignoreClass);
  }

  /** The axis of the classes in predictions, which labels lack; default -1, the last. */
  public SparseCategoricalCrossentropy axis(int axis) {
    return with(copy -> copy.axis = axis);
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
  public String labelRange(int units) {
    return "class numbers, whole and from 0 to "
        + (units - 1)
        + (ignoreClass == null ? "" : ", or the ignored class " + ignoreClass);
  }

  @Override
  public Value mask(Value yTrue) {
    return ignoreClass == null ? null : yTrue.equal(ignoreClass).neg().add(1);
  }

  @Override
  public Config config() {
    Config config =
        super.config().with("from_logits", fromLogits).with("ignore_class", ignoreClass);
    // Keras does not write the axis, but reads it.
    return axis == -1 ? config : config.with("axis", axis);
  }
}
