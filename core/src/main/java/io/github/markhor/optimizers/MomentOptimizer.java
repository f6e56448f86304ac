package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.text.Names;
import java.util.List;

/**
 * The base of Adam and its relatives: a running mean of the gradient, a running measure of its
 * size, and how fast both forget.
 *
 * @param <O> the optimizer's own class
 */
public abstract class MomentOptimizer<O extends MomentOptimizer<O>> extends AbstractOptimizer<O> {
  static final String MOMENTUM = "momentum";
  static final String VELOCITY = "velocity";

  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double epsilon = EPSILON;

  MomentOptimizer(OptimizerSettings settings) {
    super(settings);
  }

  /** The part of the old mean of the gradient in the new; default 0.9. */
  public final O beta1(double beta1) {
    below1("beta1", beta1);
    return with(copy -> ((MomentOptimizer<?>) copy).beta1 = beta1);
  }

  /** The part of the old measure of the gradient's size in the new; default 0.999. */
  public final O beta2(double beta2) {
    below1("beta2", beta2);
    return with(copy -> ((MomentOptimizer<?>) copy).beta2 = beta2);
  }

  /** Added to the divisor; default 1e-7. */
  public final O epsilon(double epsilon) {
    Require.notNegative("epsilon", epsilon);
    return with(copy -> ((MomentOptimizer<?>) copy).epsilon = epsilon);
  }

  private static void below1(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "Expected "
              + Names.withArticle(name)
              + " of at least 0 and below 1. Received: "
              + name
              + "="
              + value);
    }
  }

  /** A copy with the arguments in a config of this class and of all optimizers. */
  final O momentsConfigured(Config config) {
    return settingsConfigured(config)
        .beta1(config.getDouble("beta_1", beta1))
        .beta2(config.getDouble("beta_2", beta2))
        .epsilon(config.getDouble("epsilon", epsilon));
  }

  final double beta1() {
    return beta1;
  }

  final double beta2() {
    return beta2;
  }

  final double epsilon() {
    return epsilon;
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(MOMENTUM, VELOCITY));
  }

  /** The running mean of the gradient, this one included. */
  final Value meanOfGradient(Value gradient, Slots slots) {
    Value mean = slots.get(MOMENTUM, 0).mul(beta1).add(gradient.mul(1 - beta1));
    slots.set(MOMENTUM, mean);
    return mean;
  }

  /** The running mean of the gradient's square, this one included. */
  final Value meanOfSquare(Value gradient, Slots slots) {
    Value mean = slots.get(VELOCITY, 0).mul(beta2).add(gradient.square().mul(1 - beta2));
    slots.set(VELOCITY, mean);
    return mean;
  }

  @Override
  public Config config() {
    return super.config().with("beta_1", beta1).with("beta_2", beta2).with("epsilon", epsilon);
  }
}
