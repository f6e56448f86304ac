package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;

/**
 * The base of the two decays without an end: where they start, how fast they fall, and stairs.
 *
 * @param <S> the schedule's own class
 */
abstract class EndlessDecay<S extends EndlessDecay<S>> extends Immutable<S>
    implements LearningRateSchedule {
  private final double initialLearningRate;
  private final int decaySteps;
  private final double decayRate;
  private boolean staircase;
  private String name = className();

  EndlessDecay(double initialLearningRate, int decaySteps, double decayRate) {
    this.initialLearningRate = Require.notNegative("initialLearningRate", initialLearningRate);
    this.decaySteps = Require.positive("decaySteps", decaySteps);
    this.decayRate = Require.notNegative("decayRate", decayRate);
  }

  /** Makes a schedule of the arguments that have no default. */
  interface Maker<S> {
    S make(double initialLearningRate, int decaySteps, double decayRate);
  }

  static <S extends EndlessDecay<S>> S fromConfig(Config config, Maker<S> maker) {
    S schedule =
        maker.make(
            config.requireDouble("initial_learning_rate"),
            config.requireInt("decay_steps"),
            config.requireDouble("decay_rate"));
    String name = config.getString("name", config.owner());
    return schedule
        .staircase(config.getBoolean("staircase", false))
        .with(copy -> ((EndlessDecay<?>) copy).name = name);
  }

  /** The part of the initial rate that is left after so many periods. */
  abstract double left(double decayRate, double periods);

  /** Whether only whole periods count; default false. */
  public final S staircase(boolean staircase) {
    return with(copy -> ((EndlessDecay<?>) copy).staircase = staircase);
  }

  @Override
  public final double at(long step) {
    double periods = (double) step / decaySteps;
    return initialLearningRate * left(decayRate, staircase ? Math.floor(periods) : periods);
  }

  @Override
  public final String className() {
    return getClass().getSimpleName();
  }

  @Override
  public final Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("decay_rate", decayRate)
        .with("staircase", staircase)
        .with("name", name);
  }
}
