package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The crossentropy of yes-or-no questions, averaged over the axis (by default the last): of
 * probabilities p and labels y in [0, 1], -(y·log p + (1 - y)·log(1 - p)). Right after a sigmoid it
 * is computed from the sigmoid's input; after anything else, softmax included, from the
 * probabilities as they are, limited to [1e-7, 1 - 1e-7]. Smoothing moves labels towards 0.5. See
 * <a href="https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class">Keras:
 * BinaryCrossentropy</a>. (Keras on TensorFlow takes the inputs of a softmax as if a sigmoid
 * followed; its documentation and its other backends do not.)
 */
public final class BinaryCrossentropy extends AbstractCrossentropy<BinaryCrossentropy> {
  private BinaryCrossentropy(String name, Reduction reduction, Options options) {
    super(name, reduction, options);
  }

  public static BinaryCrossentropy of() {
    return new BinaryCrossentropy(
        "binary_crossentropy", Reduction.SUM_OVER_BATCH_SIZE, Options.DEFAULT);
  }

  /** From Keras's config. */
  public static BinaryCrossentropy fromConfig(Config config) {
    return of().withOptions(config);
  }

  @Override
  BinaryCrossentropy with(String name, Reduction reduction, Options options) {
    return new BinaryCrossentropy(name, reduction, options);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value y = smoothedTowardsHalf(yTrue);
    return Probabilities.binaryCrossentropy(y, yPred, fromLogits()).mean(options().axis());
  }
}
