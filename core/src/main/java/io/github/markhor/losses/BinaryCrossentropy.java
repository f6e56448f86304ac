package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The crossentropy of yes-or-no questions, averaged over the axis (by default the last): -(y·log p
 * + (1 - y)·log(1 - p)) for probabilities p and labels y in [0, 1]. Right after a sigmoid it is
 * computed from the sigmoid's input; after anything else, softmax included, from the probabilities
 * themselves, limited to [1e-7, 1 - 1e-7]. Smoothing moves labels towards 0.5. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class">Keras:
 * BinaryCrossentropy</a>. (Keras on TensorFlow treats the inputs of a softmax as those of a
 * sigmoid, unlike its documentation and its other backends.)
 */
public final class BinaryCrossentropy extends AbstractCrossentropy<BinaryCrossentropy> {
  private BinaryCrossentropy() {
    super("binary_crossentropy");
  }

  /** With Keras's defaults. */
  public static BinaryCrossentropy of() {
    return new BinaryCrossentropy();
  }

  /** From Keras's config. */
  public static BinaryCrossentropy fromConfig(Config config) {
    return of().crossentropyConfigured(config);
  }

  /** Others are no probabilities; the loss of some of them falls without end. */
  @Override
  public boolean acceptsLabel(float label, int units) {
    return label >= 0 && label <= 1;
  }

  @Override
  public String labelRange(int units) {
    return "labels from 0 to 1";
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value y = smoothedTowardsHalf(yTrue);
    return Probabilities.binaryCrossentropy(y, yPred, fromLogits()).mean(axis());
  }
}
