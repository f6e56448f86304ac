package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * For segmentation: 1 - 2·Σ(y·p) / (Σy + Σp + 1e-7), which is 0 where labels y and predictions p
 * cover the same and 1 where they have nothing in common. The sums go over the given axes, by
 * default over everything, samples too: then a batch has one loss, which each sample's weight
 * multiplies. See <a href="https://keras.io/api/losses/regression_losses/#dice-class">Keras:
 * Dice</a>.
 */
public final class Dice extends AbstractLoss<Dice> {
  private final int[] axis;

  private Dice(String name, Reduction reduction, int[] axis) {
    super(name, reduction);
    this.axis = axis;
  }

  /** Over all axes. */
  public static Dice of() {
    return new Dice("dice", Reduction.SUM_OVER_BATCH_SIZE, Config.ALL_AXES);
  }

  /** From Keras's config. */
  public static Dice fromConfig(Config config) {
    return of().axis(config.getAxes("axis")).withCommon(config);
  }

  /**
   * The axes to sum over: of (N, H, W, C), 1, 2 and 3 give a loss for each sample. Default: none,
   * which means all.
   */
  public Dice axis(int... axis) {
    return new Dice(name(), reduction(), axis.clone());
  }

  @Override
  protected Dice with(String name, Reduction reduction) {
    return new Dice(name, reduction, axis);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value both = yTrue.mul(yPred).sum(axis).mul(2);
    Value either = yTrue.sum(axis).add(yPred.sum(axis)).add(KerasDefaults.EPSILON);
    return both.div(either).neg().add(1);
  }

  @Override
  public Config config() {
    return super.config().with("axis", Config.axes(axis));
  }
}
