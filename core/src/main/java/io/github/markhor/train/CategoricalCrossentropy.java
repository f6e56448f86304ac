package io.github.markhor.train;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The crossentropy of one class among several, with one-hot labels along the last axis: -Σ y·log p.
 * Right after a softmax it is computed from the softmax's input; other probabilities are divided by
 * their sum and limited to [1e-7, 1 - 1e-7]. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class">Keras:
 * CategoricalCrossentropy</a>.
 */
public final class CategoricalCrossentropy extends AbstractLoss<CategoricalCrossentropy> {
  private final boolean fromLogits;
  private final double labelSmoothing;

  private CategoricalCrossentropy(
      String name, Reduction reduction, boolean fromLogits, double labelSmoothing) {
    super(name, reduction);
    this.fromLogits = fromLogits;
    this.labelSmoothing = checkSmoothing(labelSmoothing);
  }

  public static CategoricalCrossentropy of() {
    return new CategoricalCrossentropy(
        "categorical_crossentropy", Reduction.SUM_OVER_BATCH_SIZE, false, 0);
  }

  /** From Keras's config. */
  public static CategoricalCrossentropy fromConfig(Config config) {
    return of().fromLogits(config.getBoolean("from_logits", false))
        .labelSmoothing(config.getDouble("label_smoothing", 0))
        .withCommon(config);
  }

  /** Whether predictions are the inputs of a softmax instead of probabilities; default false. */
  public CategoricalCrossentropy fromLogits(boolean fromLogits) {
    return new CategoricalCrossentropy(name(), reduction(), fromLogits, labelSmoothing);
  }

  /** What part of each label is spread evenly over all classes, from 0 (the default) to 1. */
  public CategoricalCrossentropy labelSmoothing(double labelSmoothing) {
    return new CategoricalCrossentropy(name(), reduction(), fromLogits, labelSmoothing);
  }

  @Override
  protected CategoricalCrossentropy with(String name, Reduction reduction) {
    return new CategoricalCrossentropy(name, reduction, fromLogits, labelSmoothing);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    int classes = yPred.shape().size(-1);
    Value y = yTrue.mul(1 - labelSmoothing).add(labelSmoothing / classes);
    return y.mul(Probabilities.logarithms(yPred, fromLogits)).sum(-1).neg();
  }

  @Override
  public Config config() {
    return super.config()
        .with("from_logits", fromLogits)
        .with("label_smoothing", labelSmoothing)
        .with("axis", -1);
  }
}
