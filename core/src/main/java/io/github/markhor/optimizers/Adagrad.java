package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/**
 * Divides the gradient g by the root of the sum of all its squares so far, so that weights that
 * rarely change take larger steps: rate · g / √(a + ε), with a = a + g², which starts at 0.1. See
 * <a href="https://keras.io/api/optimizers/adagrad/">Keras: Adagrad</a> and <a
 * href="https://jmlr.org/papers/v12/duchi11a.html">Duchi et al., 2011</a>.
 */
public final class Adagrad extends AbstractOptimizer<Adagrad> {
  private static final String ACCUMULATOR = "accumulator";

  private double initialAccumulatorValue = 0.1;
  private double epsilon = EPSILON;

  private Adagrad(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static Adagrad of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static Adagrad of(double learningRate) {
    return new Adagrad(OptimizerSettings.of("adagrad", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static Adagrad of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Adagrad fromConfig(Config config) {
    Adagrad adagrad = of().settingsConfigured(config);
    return adagrad
        .initialAccumulatorValue(
            config.getDouble("initial_accumulator_value", adagrad.initialAccumulatorValue))
        .epsilon(config.getDouble("epsilon", adagrad.epsilon));
  }

  /** The initial sum of squares; default 0.1. */
  public Adagrad initialAccumulatorValue(double initialAccumulatorValue) {
    Require.notNegative("initialAccumulatorValue", initialAccumulatorValue);
    return with(copy -> copy.initialAccumulatorValue = initialAccumulatorValue);
  }

  /** Added to the sum of squares, inside the root; default 1e-7. */
  public Adagrad epsilon(double epsilon) {
    Require.notNegative("epsilon", epsilon);
    return with(copy -> copy.epsilon = epsilon);
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(ACCUMULATOR));
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value sum = slots.get(ACCUMULATOR, initialAccumulatorValue).add(gradient.square());
    slots.set(ACCUMULATOR, sum);
    Value rate = slots.scalar("learning_rate", Step::learningRate);
    return weight.sub(gradient.mul(rate).div(sum.add(epsilon).sqrt()));
  }

  @Override
  public Config config() {
    return super.config()
        .with("initial_accumulator_value", initialAccumulatorValue)
        .with("epsilon", epsilon);
  }
}
