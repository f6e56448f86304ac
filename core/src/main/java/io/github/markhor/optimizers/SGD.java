package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/**
 * Gradient descent, optionally with momentum: velocity = momentum · velocity - rate · gradient, and
 * the weight moves by the velocity, or in Nesterov's variant by momentum · velocity - rate ·
 * gradient. See <a href="https://keras.io/api/optimizers/sgd/">Keras: SGD</a>.
 */
public final class SGD extends AbstractOptimizer<SGD> {
  private static final String MOMENTUM = "momentum";

  private double momentum;
  private boolean nesterov;

  private SGD(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.01. */
  public static SGD of() {
    return of(0.01);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static SGD of(double learningRate) {
    return new SGD(OptimizerSettings.of("sgd", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static SGD of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static SGD fromConfig(Config config) {
    SGD sgd = of().settingsConfigured(config);
    return sgd.momentum(config.getDouble("momentum", sgd.momentum))
        .nesterov(config.getBoolean("nesterov", sgd.nesterov));
  }

  /** The part of the velocity that is kept, from 0 (the default) to 1. */
  public SGD momentum(double momentum) {
    Require.fraction("momentum", momentum);
    return with(copy -> copy.momentum = momentum);
  }

  /** Whether to use Nesterov's momentum; default false. */
  public SGD nesterov(boolean nesterov) {
    return with(copy -> copy.nesterov = nesterov);
  }

  @Override
  public List<List<String>> slotGroups() {
    return momentum == 0 ? List.of() : List.of(List.of(MOMENTUM));
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value move = gradient.mul(slots.scalar("learning_rate", Step::learningRate));
    if (momentum == 0) {
      return weight.sub(move);
    }
    Value velocity = slots.get(MOMENTUM, 0).mul(momentum).sub(move);
    slots.set(MOMENTUM, velocity);
    return weight.add(nesterov ? velocity.mul(momentum).sub(move) : velocity);
  }

  @Override
  public Config config() {
    return super.config().with("momentum", momentum).with("nesterov", nesterov);
  }
}
