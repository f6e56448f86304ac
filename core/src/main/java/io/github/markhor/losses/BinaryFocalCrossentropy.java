package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;

/**
 * The binary crossentropy of each element times (1 - p_t)^γ, averaged over the axis (by default the
 * last), so that good answers count for little. p_t = y·p + (1 - y)·(1 - p) is the probability
 * given to the right answer. With class balancing the loss is also multiplied by y·α + (1 - y)·(1 -
 * α). Defaults: γ = 2, α = 0.25, no balancing. The crossentropy itself is computed as in {@link
 * BinaryCrossentropy}. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#binaryfocalcrossentropy-class">Keras:
 * BinaryFocalCrossentropy</a> and <a href="https://arxiv.org/abs/1708.02002">Lin et al., 2018</a>.
 */
public final class BinaryFocalCrossentropy extends AbstractCrossentropy<BinaryFocalCrossentropy> {
  private boolean applyClassBalancing;
  private double alpha = 0.25;
  private double gamma = 2;

  private BinaryFocalCrossentropy() {
    super("binary_focal_crossentropy");
  }

  /** With Keras's defaults. */
  public static BinaryFocalCrossentropy of() {
    return new BinaryFocalCrossentropy();
  }

  /** From Keras's config. */
  public static BinaryFocalCrossentropy fromConfig(Config config) {
    BinaryFocalCrossentropy loss = of();
    return loss.applyClassBalancing(
            config.getBoolean("apply_class_balancing", loss.applyClassBalancing))
        .alpha(config.getDouble("alpha", loss.alpha))
        .gamma(config.getDouble("gamma", loss.gamma))
        .crossentropyConfigured(config);
  }

  /** Whether yes and no are weighted by α and 1 - α; default false. */
  public BinaryFocalCrossentropy applyClassBalancing(boolean applyClassBalancing) {
    return with(copy -> copy.applyClassBalancing = applyClassBalancing);
  }

  /** The weight of yes, if balanced; default 0.25. */
  public BinaryFocalCrossentropy alpha(double alpha) {
    return with(copy -> copy.alpha = alpha);
  }

  /** How strongly good answers are discounted, at least 0; default 2. */
  public BinaryFocalCrossentropy gamma(double gamma) {
    Require.notNegative("gamma", gamma);
    return with(copy -> copy.gamma = gamma);
  }

  /** Others are no probabilities; the loss of some of them falls without end. */
  @Override
  public boolean acceptsLabel(float label, int units) {
    return label >= 0 && label <= 1;
  }

  @Override
  public String labelRange(int units) {
    return "labels from 0 to 1";
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value y = smoothedTowardsHalf(yTrue);
    Value no = y.neg().add(1);
    Value losses = Probabilities.binaryCrossentropy(y, yPred, fromLogits());
    Value p = fromLogits() ? yPred.sigmoid() : yPred;
    // 1 - p_t
    Value missed = y.mul(p).add(no.mul(p.neg().add(1))).neg().add(1);
    losses = Probabilities.power(missed, gamma).mul(losses);
    if (applyClassBalancing) {
      losses = y.mul(alpha).add(no.mul(1 - alpha)).mul(losses);
    }
    return losses.mean(axis());
  }

  @Override
  public Config config() {
    return super.config()
        .with("apply_class_balancing", applyClassBalancing)
        .with("alpha", alpha)
        .with("gamma", gamma);
  }
}
