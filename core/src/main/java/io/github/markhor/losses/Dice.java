package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * The Dice loss for segmentation, 1 - 2·Σ(y·p) / (Σy + Σp + 1e-7): 0 where labels y and predictions
 * p cover the same, 1 where they have nothing in common. The sums go over the given axes, by
 * default over all, samples too: then a batch has one loss, multiplied by each sample's weight. See
 * <a href="https://keras.io/api/losses/regression_losses/#dice-class">Keras: Dice</a>.
 */
public final class Dice extends AbstractLoss<Dice> {
  private int[] axis = Config.ALL_AXES;

  private Dice() {
    super("dice");
  }

  /** Over all axes. */
  public static Dice of() {
    return new Dice();
  }

  /** From Keras's config. */
  public static Dice fromConfig(Config config) {
    return of().axis(config.getAxes("axis")).configured(config);
  }

  /**
   * The axes to sum over: of (N, H, W, C), 1, 2 and 3 give a loss for each sample. Default: none,
   * which means all.
   */
  public Dice axis(int... axis) {
    int[] own = axis.clone();
    return with(copy -> copy.axis = own);
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
