package io.github.markhor.losses;

import io.github.markhor.config.Configurable;
import io.github.markhor.graph.Value;

/**
 * How far predictions are from labels. Implementations say it for each sample; Keras's are the
 * subclasses of {@link AbstractLoss}. A user's own loss is a function, made with {@link #of}; see
 * <a href="https://keras.io/api/losses/">Keras: losses</a>.
 */
public interface Loss extends Configurable {
  /** How the losses of the samples become one. */
  enum Reduction {
    /** The sum over all, divided by their number (not by the sum of weights): the default. */
    SUM_OVER_BATCH_SIZE,
    SUM,
    /** The sum of the weighted, divided by the sum of weights. */
    MEAN_WITH_SAMPLE_WEIGHT,
    /** Not at all: one for each sample. */
    NONE
  }

  /** A loss of the user's own, from labels and predictions to one loss for each sample. */
  @FunctionalInterface
  interface Function {
    Value call(Value yTrue, Value yPred);
  }

  /** The name, as in {@code compile}: {@code binary_crossentropy}. */
  String name();

  /**
   * The loss of each sample: the shape of {@code yPred} without its last axis; of shape () if a
   * batch has only one. Both are float32, of shapes that were matched.
   */
  Value call(Value yTrue, Value yPred);

  /** Default: {@link Reduction#SUM_OVER_BATCH_SIZE}. */
  default Reduction reduction() {
    return Reduction.SUM_OVER_BATCH_SIZE;
  }

  /** Whether labels of shape (n,) stay class numbers, as sparse losses want them. */
  default boolean sparseLabels() {
    return false;
  }

  /** The axis of the predictions that sparse labels lack. */
  default int classAxis() {
    return -1;
  }

  /**
   * Whether a number may stand in labels, so that {@code fit} can refuse others before the first
   * step.
   *
   * @param units the size of the prediction's last axis
   */
  default boolean acceptsLabel(float label, int units) {
    return true;
  }

  /**
   * Which samples count at all, 1 or 0 in the shape of the losses, or null, the default, for all:
   * the others do not count in the divisor either.
   */
  default Value mask(Value yTrue) {
    return null;
  }

  /** A loss of the user's own. */
  static Loss of(String name, Function function) {
    return new CustomLoss(name, function);
  }
}
