package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/**
 * Moves each weight by the learning rate, up or down: by the sign of β₁·m + (1 - β₁)·g, with the
 * running mean m of the gradient g, which forgets by β₂. A good rate is 3 to 10 times smaller than
 * that of {@link Adam}. See <a href="https://keras.io/api/optimizers/lion/">Keras: Lion</a> and <a
 * href="https://arxiv.org/abs/2302.06675">Chen et al., 2023</a>.
 */
public final class Lion extends AbstractOptimizer<Lion> {
  private static final String MOMENTUM = "momentum";

  private double beta1 = 0.9;
  private double beta2 = 0.99;

  private Lion(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static Lion of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static Lion of(double learningRate) {
    return new Lion(OptimizerSettings.of("lion", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static Lion of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Lion fromConfig(Config config) {
    Lion lion = of().settingsConfigured(config);
    return lion.beta1(config.getDouble("beta_1", lion.beta1))
        .beta2(config.getDouble("beta_2", lion.beta2));
  }

  /** The part of the mean in the sum whose sign is taken; default 0.9. */
  public Lion beta1(double beta1) {
    if (!(beta1 > 0 && beta1 <= 1)) {
      throw new IllegalArgumentException(
          "Expected a beta1 of more than 0 and at most 1. Received: beta1=" + beta1);
    }
    return with(copy -> copy.beta1 = beta1);
  }

  /** The part of the old mean in the new; default 0.99. */
  public Lion beta2(double beta2) {
    Require.fraction("beta2", beta2);
    return with(copy -> copy.beta2 = beta2);
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(MOMENTUM));
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value mean = slots.get(MOMENTUM, 0);
    Value direction = mean.mul(beta1).add(gradient.mul(1 - beta1)).unary(Unary.Kind.SIGN);
    slots.set(MOMENTUM, mean.mul(beta2).add(gradient.mul(1 - beta2)));
    return weight.sub(direction.mul(slots.scalar("learning_rate", step -> step.learningRate())));
  }

  @Override
  public Config config() {
    return super.config().with("beta_1", beta1).with("beta_2", beta2);
  }
}
