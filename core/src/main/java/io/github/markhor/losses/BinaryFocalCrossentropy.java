package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;

/**
 * The binary crossentropy of each element, times (1 - p_t)^γ, averaged over the axis (by default
 * the last): what is answered well already counts for little. p_t = y·p + (1 - y)·(1 - p) is how
 * much was given to the right answer. With class balancing, also times y·α + (1 - y)·(1 - α).
 * Defaults: γ = 2, α = 0.25, no balancing. The crossentropy itself is computed as {@link
 * BinaryCrossentropy} does. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#binaryfocalcrossentropy-class">Keras:
 * BinaryFocalCrossentropy</a> and <a href="https://arxiv.org/abs/1708.02002">Lin et al., 2018</a>.
 */
public final class BinaryFocalCrossentropy extends AbstractCrossentropy<BinaryFocalCrossentropy> {
  private final boolean applyClassBalancing;
  private final double alpha;
  private final double gamma;

  private BinaryFocalCrossentropy(
      String name,
      Reduction reduction,
      Options options,
      boolean applyClassBalancing,
      double alpha,
      double gamma) {
    super(name, reduction, options);
    this.applyClassBalancing = applyClassBalancing;
    this.alpha = alpha;
    this.gamma = Require.notNegative("gamma", gamma);
  }

  public static BinaryFocalCrossentropy of() {
    return new BinaryFocalCrossentropy(
        "binary_focal_crossentropy",
        Reduction.SUM_OVER_BATCH_SIZE,
        Options.DEFAULT,
        false,
        0.25,
        2);
  }

  /** From Keras's config. */
  public static BinaryFocalCrossentropy fromConfig(Config config) {
    return of().applyClassBalancing(config.getBoolean("apply_class_balancing", false))
        .alpha(config.getDouble("alpha", 0.25))
        .gamma(config.getDouble("gamma", 2))
        .withOptions(config);
  }

  /** Whether yes and no are weighted by α and 1 - α; default false. */
  public BinaryFocalCrossentropy applyClassBalancing(boolean applyClassBalancing) {
    return new BinaryFocalCrossentropy(
        name(), reduction(), options(), applyClassBalancing, alpha, gamma);
  }

  /** The weight of yes, if balanced; default 0.25. */
  public BinaryFocalCrossentropy alpha(double alpha) {
    return new BinaryFocalCrossentropy(
        name(), reduction(), options(), applyClassBalancing, alpha, gamma);
  }

  /** How strongly good answers are left out, at least 0; default 2. */
  public BinaryFocalCrossentropy gamma(double gamma) {
    return new BinaryFocalCrossentropy(
        name(), reduction(), options(), applyClassBalancing, alpha, gamma);
  }

  @Override
  BinaryFocalCrossentropy with(String name, Reduction reduction, Options options) {
    return new BinaryFocalCrossentropy(name, reduction, options, applyClassBalancing, alpha, gamma);
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
    return losses.mean(options().axis());
  }

  @Override
  public Config config() {
    return super.config()
        .with("apply_class_balancing", applyClassBalancing)
        .with("alpha", alpha)
        .with("gamma", gamma);
  }
}
