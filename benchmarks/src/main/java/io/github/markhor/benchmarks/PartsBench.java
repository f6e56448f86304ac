package io.github.markhor.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JMH benchmarks of the parts. */
final class PartsBench {
  private PartsBench() {}

  /**
   * Runs some of them.
   *
   * @param pattern a regular expression found in the names of those to run
   */
  static void run(String pattern) {
    try {
      new Runner(new OptionsBuilder().include(pattern).build()).run();
    } catch (RunnerException wrong) {
      throw new IllegalStateException("The benchmarks " + pattern + " could not be run.", wrong);
    }
  }
}
