package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import java.util.List;

/**
 * What Adam and its relatives share: a running mean of the gradient, a running measure of its size,
 * and how fast both forget.
 */
public abstract class MomentOptimizer<O extends MomentOptimizer<O>> extends AbstractOptimizer<O> {
  static final String MOMENTUM = "momentum";
  static final String VELOCITY = "velocity";

  private final Moments moments;

  /** How fast means forget, and what is added where is divided. */
  record Moments(double beta1, double beta2, double epsilon) {
    /** Keras's defaults. */
    static final Moments DEFAULT = new Moments(0.9, 0.999, EPSILON);

    Moments {
      below1("beta1", beta1);
      below1("beta2", beta2);
      Require.notNegative("epsilon", epsilon);
    }

    private static void below1(String what, double value) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException(
            "Expected a " + what + " of at least 0 and below 1. Received: " + what + "=" + value);
      }
    }

    static Moments of(Config config) {
      return new Moments(
          config.getDouble("beta_1", DEFAULT.beta1),
          config.getDouble("beta_2", DEFAULT.beta2),
          config.getDouble("epsilon", EPSILON));
    }
  }

  MomentOptimizer(OptimizerSettings settings, Moments moments) {
    super(settings);
    this.moments = moments;
  }

  abstract O with(OptimizerSettings settings, Moments moments);

  @Override
  protected final O with(OptimizerSettings settings) {
    return with(settings, moments);
  }

  /** The part of the old mean of the gradient in the new; default 0.9. */
  public final O beta1(double beta1) {
    return with(settings(), new Moments(beta1, moments.beta2, moments.epsilon));
  }

  /** The part of the old measure of the gradient's size in the new; default 0.999. */
  public final O beta2(double beta2) {
    return with(settings(), new Moments(moments.beta1, beta2, moments.epsilon));
  }

  /** Added to what is divided by; default 1e-7. */
  public final O epsilon(double epsilon) {
    return with(settings(), new Moments(moments.beta1, moments.beta2, epsilon));
  }

  final O withArguments(Config config) {
    return with(settings().with(config), Moments.of(config));
  }

  final Moments moments() {
    return moments;
  }

  final double beta1() {
    return moments.beta1;
  }

  final double beta2() {
    return moments.beta2;
  }

  final double epsilon() {
    return moments.epsilon;
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(MOMENTUM, VELOCITY));
  }

  /** The running mean of the gradient, this one included. */
  final Value meanOfGradient(Value gradient, Slots slots) {
    Value mean = slots.get(MOMENTUM, 0).mul(moments.beta1).add(gradient.mul(1 - moments.beta1));
    slots.set(MOMENTUM, mean);
    return mean;
  }

  /** The running mean of the gradient's square, this one included. */
  final Value meanOfSquare(Value gradient, Slots slots) {
    Value mean =
        slots.get(VELOCITY, 0).mul(moments.beta2).add(gradient.square().mul(1 - moments.beta2));
    slots.set(VELOCITY, mean);
    return mean;
  }

  @Override
  public Config config() {
    return super.config()
        .with("beta_1", moments.beta1)
        .with("beta_2", moments.beta2)
        .with("epsilon", moments.epsilon);
  }
}
