package io.github.markhor.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the JMH benchmarks of the parts. */
@Command(name = "jmh", description = "Runs the JMH benchmarks of the parts.")
final class PartsBench implements Runnable {
  @Parameters(
      paramLabel = "REGEX",
      arity = "0..1",
      defaultValue = ".*",
      description = "Found in the names of those to run. Default: ${DEFAULT-VALUE}.")
  private String pattern;

  @Override
  public void run() {
    try {
      new Runner(new OptionsBuilder().include(pattern).build()).run();
    } catch (RunnerException wrong) {
      throw new IllegalStateException("The benchmarks " + pattern + " could not be run.", wrong);
    }
  }
}
