package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The crossentropy of one class among several, with one-hot labels along the axis (by default the
 * last): -Σ y·log p. Right after a softmax it is computed from the softmax's input; other
 * probabilities are divided by their sum and limited to [1e-7, 1 - 1e-7]. Smoothing spreads a part
 * of each label evenly over all classes. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class">Keras:
 * CategoricalCrossentropy</a>.
 */
public final class CategoricalCrossentropy extends AbstractCrossentropy<CategoricalCrossentropy> {
  private CategoricalCrossentropy() {
    super("categorical_crossentropy");
  }

  /** With Keras's defaults. */
  public static CategoricalCrossentropy of() {
    return new CategoricalCrossentropy();
  }

  /** From Keras's config. */
  public static CategoricalCrossentropy fromConfig(Config config) {
    return of().crossentropyConfigured(config);
  }

  @Override
  public boolean comparesClasses() {
    return true;
  }

  /** Others are no probabilities; the loss of some of them falls without end. */
  @Override
  public boolean acceptsLabel(float label, int units) {
    return label >= 0;
  }

  @Override
  public String labelRange(int units) {
    return "labels of at least 0";
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value y = smoothedOverClasses(axisLast(yTrue));
    return y.mul(Probabilities.logarithms(axisLast(yPred), fromLogits())).sum(-1).neg();
  }
}
