package io.github.markhor.train;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The crossentropy of yes-or-no questions, averaged over the last axis: of probabilities p and
 * labels y in [0, 1], -(y·log p + (1 - y)·log(1 - p)). Right after a sigmoid it is computed from
 * the sigmoid's input; after anything else, softmax included, from the probabilities as they are,
 * limited to [1e-7, 1 - 1e-7]. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class">Keras:
 * BinaryCrossentropy</a>. (Keras on TensorFlow takes the inputs of a softmax as if a sigmoid
 * followed; its documentation and its other backends do not.)
 */
public final class BinaryCrossentropy extends AbstractLoss<BinaryCrossentropy> {
  private final boolean fromLogits;
  private final double labelSmoothing;

  private BinaryCrossentropy(
      String name, Reduction reduction, boolean fromLogits, double labelSmoothing) {
    super(name, reduction);
    this.fromLogits = fromLogits;
    this.labelSmoothing = checkSmoothing(labelSmoothing);
  }

  public static BinaryCrossentropy of() {
    return new BinaryCrossentropy("binary_crossentropy", Reduction.SUM_OVER_BATCH_SIZE, false, 0);
  }

  /** From Keras's config. */
  public static BinaryCrossentropy fromConfig(Config config) {
    return of().fromLogits(config.getBoolean("from_logits", false))
        .labelSmoothing(config.getDouble("label_smoothing", 0))
        .withCommon(config);
  }

  /** Whether predictions are the inputs of a sigmoid instead of probabilities; default false. */
  public BinaryCrossentropy fromLogits(boolean fromLogits) {
    return new BinaryCrossentropy(name(), reduction(), fromLogits, labelSmoothing);
  }

  /** How far labels are moved towards 0.5, from 0 (the default) to 1. */
  public BinaryCrossentropy labelSmoothing(double labelSmoothing) {
    return new BinaryCrossentropy(name(), reduction(), fromLogits, labelSmoothing);
  }

  @Override
  protected BinaryCrossentropy with(String name, Reduction reduction) {
    return new BinaryCrossentropy(name, reduction, fromLogits, labelSmoothing);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value y = yTrue.mul(1 - labelSmoothing).add(0.5 * labelSmoothing);
    Value no = y.neg().add(1);
    Value logits = fromLogits ? yPred : Probabilities.inputOfSigmoid(yPred);
    if (logits != null) {
      // log(sigmoid(x)) is -softplus(-x): exact on both sides, with a gradient at 0 too.
      return y.mul(logits.neg().softplus()).add(no.mul(logits.softplus())).mean(-1);
    }
    Value p = Probabilities.clip(yPred);
    return y.mul(p.log()).add(no.mul(p.neg().add(1).log())).mean(-1).neg();
  }

  @Override
  public Config config() {
    return super.config()
        .with("from_logits", fromLogits)
        .with("label_smoothing", labelSmoothing)
        .with("axis", -1);
  }
}
