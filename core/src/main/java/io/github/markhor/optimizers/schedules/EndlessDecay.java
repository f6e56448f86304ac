package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;

/** What the two decays without an end share: where they start, how fast they fall, and stairs. */
abstract class EndlessDecay<S extends EndlessDecay<S>> implements LearningRateSchedule {
  private final Arguments arguments;

  /** Their arguments, of Keras's names. */
  record Arguments(
      double initialLearningRate,
      int decaySteps,
      double decayRate,
      boolean staircase,
      String name) {
    Arguments {
      Require.notNegative("initialLearningRate", initialLearningRate);
      Require.positive("decaySteps", decaySteps);
      Require.notNegative("decayRate", decayRate);
    }

    static Arguments of(Config config) {
      return new Arguments(
          config.requireDouble("initial_learning_rate"),
          config.requireInt("decay_steps"),
          config.requireDouble("decay_rate"),
          config.getBoolean("staircase", false),
          config.getString("name", config.owner()));
    }
  }

  EndlessDecay(Arguments arguments) {
    this.arguments = arguments;
  }

  abstract S with(Arguments arguments);

  /** The part of the initial rate that is left after so many periods. */
  abstract double left(double decayRate, double periods);

  /** Whether only whole periods count; default false. */
  public final S staircase(boolean staircase) {
    return with(
        new Arguments(
            arguments.initialLearningRate,
            arguments.decaySteps,
            arguments.decayRate,
            staircase,
            arguments.name));
  }

  @Override
  public final double at(long step) {
    double periods = (double) step / arguments.decaySteps;
    return arguments.initialLearningRate
        * left(arguments.decayRate, arguments.staircase ? Math.floor(periods) : periods);
  }

  @Override
  public final String className() {
    return getClass().getSimpleName();
  }

  @Override
  public final Config config() {
    return new Config()
        .with("initial_learning_rate", arguments.initialLearningRate)
        .with("decay_steps", arguments.decaySteps)
        .with("decay_rate", arguments.decayRate)
        .with("staircase", arguments.staircase)
        .with("name", arguments.name);
  }
}
