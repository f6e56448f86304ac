package io.github.markhor.losses;

import io.github.markhor.config.Configurable;
import io.github.markhor.graph.Value;

/**
 * Measures how far predictions are from labels, for each sample. Keras's losses are the subclasses
 * of {@link AbstractLoss}. A user's own loss is a function, made with {@link #of}. See <a
 * href="https://keras.io/api/losses/">Keras: losses</a>.
 *
 * <pre>{@code
 * Loss cubic = Loss.of("cubic", (yTrue, yPred) -> yTrue.sub(yPred).abs().pow(3).mean(-1));
 * }</pre>
 */
public interface Loss extends Configurable {
  /** How the losses of the samples become one. */
  enum Reduction {
    /** The sum over all, divided by their number (not by the sum of weights): the default. */
    SUM_OVER_BATCH_SIZE,
    SUM,
    /** The sum of the weighted losses, divided by the sum of the weights. */
    MEAN_WITH_SAMPLE_WEIGHT,
    /** Not at all: one for each sample. */
    NONE
  }

  /** A user's own loss: from labels and predictions to one loss for each sample. */
  @FunctionalInterface
  interface Function {
    /** The loss of each sample. */
    Value call(Value yTrue, Value yPred);
  }

  /** The name, as in {@code compile}: {@code binary_crossentropy}. */
  String name();

  /**
   * The loss of each sample: the shape of {@code yPred} without its last axis; of shape () if a
   * batch has only one. Both are float32, of matched shapes.
   */
  Value call(Value yTrue, Value yPred);

  /** Default: {@link Reduction#SUM_OVER_BATCH_SIZE}. */
  default Reduction reduction() {
    return Reduction.SUM_OVER_BATCH_SIZE;
  }

  /** Whether labels of shape (n,) stay class numbers, as sparse losses need them. */
  default boolean sparseLabels() {
    return false;
  }

  /** The axis of the predictions that sparse labels lack. */
  default int classAxis() {
    return -1;
  }

  /**
   * Whether it compares the probabilities of classes along {@link #classAxis}, so that one class
   * alone, whose probability is always 1, teaches nothing: {@code compile} refuses that. By default
   * where labels are class numbers.
   */
  default boolean comparesClasses() {
    return sparseLabels();
  }

  /**
   * Whether a finite number is allowed in labels. Training and evaluation refuse others, and labels
   * that are not finite, before a step is run with them.
   *
   * @param units the size of the prediction's last axis
   */
  default boolean acceptsLabel(float label, int units) {
    return true;
  }

  /** What {@link #acceptsLabel} accepts, for messages: "class numbers from 0 to 2". */
  default String labelRange(int units) {
    return "other labels";
  }

  /**
   * 1 for samples that count and 0 for others, in the shape of the losses; null, the default, if
   * all count. Samples that do not count are left out of the divisor, too.
   */
  default Value mask(Value yTrue) {
    return null;
  }

  /** A user's own loss. */
  static Loss of(String name, Function function) {
    return new CustomLoss(name, function);
  }
}
