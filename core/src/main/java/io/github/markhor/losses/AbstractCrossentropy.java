package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The base of crossentropies whose labels are probabilities: whether predictions are logits, how
 * labels are smoothed, and the axis.
 *
 * @param <L> the loss's own class
 */
public abstract class AbstractCrossentropy<L extends AbstractCrossentropy<L>>
    extends AbstractLoss<L> {
  private boolean fromLogits;
  private double labelSmoothing;
  private int axis = -1;

  AbstractCrossentropy(String name) {
    super(name);
  }

  /** Whether predictions are logits, the inputs of sigmoid or softmax; default false. */
  public final L fromLogits(boolean fromLogits) {
    return with(copy -> ((AbstractCrossentropy<?>) copy).fromLogits = fromLogits);
  }

  /** How far labels are moved towards being equal, from 0 (the default) to 1. */
  public final L labelSmoothing(double labelSmoothing) {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "Expected label smoothing from 0 to 1. Received: labelSmoothing=" + labelSmoothing);
    }
    return with(copy -> ((AbstractCrossentropy<?>) copy).labelSmoothing = labelSmoothing);
  }

  /** The axis of the classes, or of the yes-or-no questions to average; default -1, the last. */
  public final L axis(int axis) {
    return with(copy -> ((AbstractCrossentropy<?>) copy).axis = axis);
  }

  /** This loss with the arguments in a config that all crossentropies have. */
  final L crossentropyConfigured(Config config) {
    return fromLogits(config.getBoolean("from_logits", fromLogits))
        .labelSmoothing(config.getDouble("label_smoothing", labelSmoothing))
        .axis(config.getInt("axis", axis))
        .configured(config);
  }

  final int axis() {
    return axis;
  }

  final boolean fromLogits() {
    return fromLogits;
  }

  /** Labels of yes-or-no questions, moved towards 0.5. */
  final Value smoothedTowardsHalf(Value yTrue) {
    return yTrue.mul(1 - labelSmoothing).add(0.5 * labelSmoothing);
  }

  /** Labels with a part spread evenly over all classes, which lie along the last axis. */
  final Value smoothedOverClasses(Value yTrue) {
    int classes = yTrue.shape().size(-1);
    return yTrue.mul(1 - labelSmoothing).add(labelSmoothing / classes);
  }

  /** A value with its axis of classes or questions moved last. */
  final Value axisLast(Value value) {
    return value.withAxisLast(axis);
  }

  @Override
  public Config config() {
    return super.config()
        .with("from_logits", fromLogits)
        .with("label_smoothing", labelSmoothing)
        .with("axis", axis);
  }
}
