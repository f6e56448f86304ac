package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;

/**
 * {@link Dice} for segmentation with separate weights for the two kinds of error: 1 - I / (I +
 * α·Σ(y·(1 - p)) + β·Σ((1 - y)·p) + 1e-7), with I = Σ(y·p). α weighs false negatives, β false
 * positives; α = β = ½, the default, is Dice. The sums go over the given axes, by default over all,
 * samples too: then a batch has one loss, multiplied by each sample's weight. See <a
 * href="https://keras.io/api/losses/regression_losses/#tversky-class">Keras: Tversky</a> and <a
 * href="https://arxiv.org/abs/1706.05721">Salehi et al., 2017</a>.
 */
public final class Tversky extends AbstractLoss<Tversky> {
  private final double alpha;
  private final double beta;
  private int[] axis = Config.ALL_AXES;

  private Tversky(double alpha, double beta) {
    super("tversky");
    this.alpha = Require.notNegative("alpha", alpha);
    this.beta = Require.notNegative("beta", beta);
  }

  /** With α = β = ½, over all axes. */
  public static Tversky of() {
    return of(0.5, 0.5);
  }

  /**
   * Over all axes.
   *
   * @param alpha the weight of false negatives
   * @param beta the weight of false positives
   */
  public static Tversky of(double alpha, double beta) {
    return new Tversky(alpha, beta);
  }

  /** From Keras's config. */
  public static Tversky fromConfig(Config config) {
    return of(config.getDouble("alpha", 0.5), config.getDouble("beta", 0.5))
        .axis(config.getAxes("axis"))
        .configured(config);
  }

  /**
   * The axes to sum over: of (N, H, W, C), 1, 2 and 3 give a loss for each sample. Default: none,
   * which means all.
   */
  public Tversky axis(int... axis) {
    int[] own = axis.clone();
    return with(copy -> copy.axis = own);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value both = yTrue.mul(yPred).sum(axis);
    Value missed = yPred.neg().add(1).mul(yTrue).sum(axis);
    Value invented = yPred.mul(yTrue.neg().add(1)).sum(axis);
    Value all = both.add(missed.mul(alpha)).add(invented.mul(beta)).add(KerasDefaults.EPSILON);
    return both.div(all).neg().add(1);
  }

  @Override
  public Config config() {
    return super.config().with("alpha", alpha).with("beta", beta).with("axis", Config.axes(axis));
  }
}
