package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;

/**
 * {@link Adam} with Nesterov's momentum, which warms up: μ(t) = β₁·(1 - 0.96ᵗ / 2), counting steps
 * t from 1. With the running means m of the gradient g and v of its square, the weight moves by
 * rate · m̂ / (√(v / (1 - β₂ᵗ)) + ε), where m̂ = μ(t+1)·m / (1 - μ(1)·…·μ(t+1)) + (1 - μ(t))·g / (1
 * - μ(1)·…·μ(t)). See <a href="https://keras.io/api/optimizers/nadam/">Keras: Nadam</a> and <a
 * href="http://cs229.stanford.edu/proj2015/054_report.pdf">Dozat, 2015</a>.
 */
public final class Nadam extends MomentOptimizer<Nadam> {
  /** The product of all μ so far, one for all weights. */
  private static final String PRODUCT = "u_product";

  private Nadam(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static Nadam of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static Nadam of(double learningRate) {
    return new Nadam(OptimizerSettings.of("nadam", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static Nadam of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Nadam fromConfig(Config config) {
    return of().momentsConfigured(config);
  }

  private double momentum(double t) {
    return beta1() * (1 - 0.5 * Math.pow(0.96, t));
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value now = slots.scalar("momentum_now", step -> momentum(step.iteration() + 1.0));
    Value next = slots.scalar("momentum_next", step -> momentum(step.iteration() + 2.0));
    Value rate = slots.scalar("learning_rate", step -> step.learningRate());
    Value correction =
        slots.scalar("correction", step -> 1 - Math.pow(beta2(), step.iteration() + 1.0));
    Value product = slots.shared(PRODUCT, 1).mul(now);
    slots.setShared(PRODUCT, product);
    Value ofMean = next.mul(rate).div(product.mul(next).neg().add(1));
    Value ofGradient = now.neg().add(1).mul(rate).div(product.neg().add(1));
    Value move = meanOfGradient(gradient, slots).mul(ofMean).add(gradient.mul(ofGradient));
    Value size = meanOfSquare(gradient, slots).div(correction).sqrt().add(epsilon());
    return weight.sub(move.div(size));
  }
}
