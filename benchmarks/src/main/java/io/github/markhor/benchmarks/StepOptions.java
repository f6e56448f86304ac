package io.github.markhor.benchmarks;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of benchmarks that time training steps. */
final class StepOptions {
  @Mixin private NetworkOptions networkOptions;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Pictures of a batch. Default: the article's.")
  private Integer batch;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long to measure. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  NetworkOptions network() {
    return networkOptions;
  }

  /** The batch size asked for, else the network's. */
  int batch() {
    return batch == null ? networkOptions.network().batch() : batch;
  }

  double seconds() {
    return seconds;
  }
}
