package io.github.markhor.benchmarks;

import io.github.markhor.layer.DTypePolicy;
import picocli.CommandLine.Option;

/** The options that say which of the articles' networks is measured. */
final class NetworkOptions {
  @Option(
      names = "--net",
      paramLabel = "NET",
      required = true,
      description = "cats-vs-dogs, cifar10 or food101.")
  private String net;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      defaultValue = "float32",
      description = "float32 or mixed_bfloat16. Default: ${DEFAULT-VALUE}.")
  private String policy;

  Network network() {
    return Network.of(net);
  }

  DTypePolicy policy() {
    return DTypePolicy.of(policy);
  }
}
