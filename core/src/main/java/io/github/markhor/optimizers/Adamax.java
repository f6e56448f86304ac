package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/**
 * {@link Adam} with the largest gradient in place of the mean square: u = max(β₂·u, |g|), and the
 * weight moves by rate · m / ((1 - β₁ᵗ)·(u + ε)), with the running mean m of the gradient and t
 * counting steps from 1. See <a href="https://keras.io/api/optimizers/adamax/">Keras: Adamax</a>
 * and section 7 of <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba, 2014</a>.
 */
public final class Adamax extends MomentOptimizer<Adamax> {
  private static final String NORM = "norm";

  private Adamax(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static Adamax of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static Adamax of(double learningRate) {
    return new Adamax(OptimizerSettings.of("adamax", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static Adamax of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Adamax fromConfig(Config config) {
    return of().momentsConfigured(config);
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(MOMENTUM, NORM));
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value rate =
        slots.scalar(
            "corrected_rate",
            step -> step.learningRate() / (1 - Math.pow(beta1(), step.iteration() + 1.0)));
    Value mean = meanOfGradient(gradient, slots);
    Value norm = slots.get(NORM, 0).mul(beta2()).max(gradient.abs());
    slots.set(NORM, norm);
    return weight.sub(mean.mul(rate).div(norm.add(epsilon())));
  }
}
