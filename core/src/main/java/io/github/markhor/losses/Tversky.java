package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;

/**
 * For segmentation, {@link Dice} with two kinds of error weighted apart: 1 - I / (I + α·Σ(y·(1 -
 * p)) + β·Σ((1 - y)·p) + 1e-7), with I = Σ(y·p). A large α counts what was missed, a large β what
 * was found where nothing is; α = β = ½, the default, is Dice. The sums go over the given axes, by
 * default over everything, samples too: then a batch has one loss, which each sample's weight
 * multiplies. See <a href="https://keras.io/api/losses/regression_losses/#tversky-class">Keras:
 * Tversky</a> and <a href="https://arxiv.org/abs/1706.05721">Salehi et al., 2017</a>.
 */
public final class Tversky extends AbstractLoss<Tversky> {
  private final double alpha;
  private final double beta;
  private final int[] axis;

  private Tversky(String name, Reduction reduction, double alpha, double beta, int[] axis) {
    super(name, reduction);
    this.alpha = Require.notNegative("alpha", alpha);
    this.beta = Require.notNegative("beta", beta);
    this.axis = axis;
  }

  /** With α = β = ½, over all axes. */
  public static Tversky of() {
    return of(0.5, 0.5);
  }

  /**
   * Over all axes.
   *
   * @param alpha the weight of what labels have and predictions lack
   * @param beta the weight of what predictions have and labels lack
   */
  public static Tversky of(double alpha, double beta) {
    return new Tversky("tversky", Reduction.SUM_OVER_BATCH_SIZE, alpha, beta, Config.ALL_AXES);
  }

  /** From Keras's config. */
  public static Tversky fromConfig(Config config) {
    return of(config.getDouble("alpha", 0.5), config.getDouble("beta", 0.5))
        .axis(config.getAxes("axis"))
        .withCommon(config);
  }

  /**
   * The axes to sum over: of (N, H, W, C), 1, 2 and 3 give a loss for each sample. Default: none,
   * which means all.
   */
  public Tversky axis(int... axis) {
    return new Tversky(name(), reduction(), alpha, beta, axis.clone());
  }

  @Override
  protected Tversky with(String name, Reduction reduction) {
    return new Tversky(name, reduction, alpha, beta, axis);
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
