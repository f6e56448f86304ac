package io.github.markhor.benchmarks;

import io.github.markhor.layer.DTypePolicy;
import picocli.CommandLine.Option;

/** The options that say which network is measured. */
final class NetworkOptions {
  @Option(
      names = "--net",
      paramLabel = "NET",
      required = true,
      description = {
        "cats-vs-dogs, cifar10, food101,",
        "resnet50, mobilenetv2 or efficientnetb0,",
        "or one of these with -head: its last layer trains."
      })
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
