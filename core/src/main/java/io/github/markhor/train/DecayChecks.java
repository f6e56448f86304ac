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
}
