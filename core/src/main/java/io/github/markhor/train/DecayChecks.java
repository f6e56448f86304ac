package io.github.markhor.train;

/** What the arguments of schedules must be. */
final class DecayChecks {
  private DecayChecks() {}

  static int steps(String what, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 for " + what + ". Received: " + what + "=" + steps);
    }
    return steps;
  }

  static double rate(String what, double rate) {
    return OptimizerSettings.notNegative(what, rate);
  }

  /** The periods that have passed, whole ones only if the decay goes by stairs. */
  static double periods(long step, int decaySteps, boolean staircase) {
    double periods = (double) step / decaySteps;
    return staircase ? Math.floor(periods) : periods;
  }
}
