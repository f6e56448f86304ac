package io.github.markhor.benchmarks;

import io.github.markhor.DTypePolicy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Measures from the command line.
 *
 * <pre>
 * bench train --net cats-vs-dogs|cifar10|food101 [--policy float32|mixed_bfloat16] [--batch N]
 *             [--seconds S] [--backend NAME] [--profile]
 * </pre>
 *
 * The last line is {@code img/s X step_ms_min A step_ms_p50 B first_step_ms C peak_rss_mb D}; the
 * first step is counted from the start of the JVM.
 */
public final class Bench {
  private static final Set<String> OPTIONS = Set.of("net", "policy", "batch", "seconds", "backend");

  private Bench() {}

  /** Runs a benchmark; see the class. */
  public static void main(String[] line) {
    if (line.length == 0 || !line[0].equals("train")) {
      throw new IllegalArgumentException(
          "Expected: bench train --net NETWORK [options]. Received: " + Arrays.toString(line));
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < line.length; i++) {
      String name = line[i].replaceFirst("^--", "");
      if (name.equals("profile")) {
        options.put(name, "");
      } else if (OPTIONS.contains(name) && i + 1 < line.length) {
        options.put(name, line[++i]);
      } else {
        throw new IllegalArgumentException(
            "Expected --profile or a value behind one of " + OPTIONS + ". Received: " + line[i]);
      }
    }
    Network network = Network.of(options.get("net"));
    TrainBench.run(
        network,
        DTypePolicy.of(options.getOrDefault("policy", "float32")),
        Integer.parseInt(options.getOrDefault("batch", String.valueOf(network.batch()))),
        Double.parseDouble(options.getOrDefault("seconds", "10")),
        options.get("backend"),
        options.containsKey("profile"));
  }
}
