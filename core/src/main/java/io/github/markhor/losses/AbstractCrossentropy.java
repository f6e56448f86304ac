package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * What the crossentropies of labels that are probabilities share: whether predictions are logits,
 * how labels are smoothed, and the axis.
 */
public abstract class AbstractCrossentropy<L extends AbstractCrossentropy<L>>
    extends AbstractLoss<L> {
  private final Options options;

  /** The arguments that all of them have. */
  record Options(boolean fromLogits, double labelSmoothing, int axis) {
    static final Options DEFAULT = new Options(false, 0, -1);

    Options {
      if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
        throw new IllegalArgumentException(
            "Expected label smoothing from 0 to 1. Received: labelSmoothing=" + labelSmoothing);
      }
    }
  }

  AbstractCrossentropy(String name, Reduction reduction, Options options) {
    super(name, reduction);
    this.options = options;
  }

  /** A copy with other arguments. */
  abstract L with(String name, Reduction reduction, Options options);

  @Override
  protected final L with(String name, Reduction reduction) {
    return with(name, reduction, options);
  }

  /** Whether predictions are logits, the inputs of sigmoid or softmax; default false. */
  public final L fromLogits(boolean fromLogits) {
    return with(name(), reduction(), new Options(fromLogits, options.labelSmoothing, options.axis));
  }

  /** How far labels are moved towards being equal, from 0 (the default) to 1. */
  public final L labelSmoothing(double labelSmoothing) {
    return with(name(), reduction(), new Options(options.fromLogits, labelSmoothing, options.axis));
  }

  /** The axis of the classes, or of what is averaged; default -1, the last. */
  public final L axis(int axis) {
    return with(name(), reduction(), new Options(options.fromLogits, options.labelSmoothing, axis));
  }

  /** This loss with what a config says of the arguments that all crossentropies have. */
  final L withOptions(Config config) {
    Options read =
        new Options(
            config.getBoolean("from_logits", false),
            config.getDouble("label_smoothing", 0),
            config.getInt("axis", -1));
    return with(name(), reduction(), read).withCommon(config);
  }

  final Options options() {
    return options;
  }

  final boolean fromLogits() {
    return options.fromLogits;
  }

  /** Labels of yes-or-no questions, moved towards 0.5. */
  final Value smoothedTowardsHalf(Value yTrue) {
    return yTrue.mul(1 - options.labelSmoothing).add(0.5 * options.labelSmoothing);
  }

  /** Labels of which a part is spread evenly over all classes, which lie along the last axis. */
  final Value smoothedOverClasses(Value yTrue) {
    int classes = yTrue.shape().size(-1);
    return yTrue.mul(1 - options.labelSmoothing).add(options.labelSmoothing / classes);
  }

  /** The classes, or what is averaged, along the last axis. */
  final Value axisLast(Value value) {
    return value.withAxisLast(options.axis);
  }

  @Override
  public Config config() {
    return super.config()
        .with("from_logits", options.fromLogits)
        .with("label_smoothing", options.labelSmoothing)
        .with("axis", options.axis);
  }
}
