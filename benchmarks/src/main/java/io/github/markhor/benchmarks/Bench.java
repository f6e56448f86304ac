package io.github.markhor.benchmarks;

import io.github.markhor.DTypePolicy;
import java.nio.file.Path;
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
 * bench chain --net ... [--policy ...] [--batch N] [--seconds S]
 * bench pipeline --dir DIR [--size 150x150] [--batch 32] [--augment none|cats-vs-dogs|food101]
 *             [--workers 1] [--seconds 10] [--cache memory]
 * bench drift --dir DIR
 * bench file --load FILE [--save FILE]
 * </pre>
 *
 * The last line of {@code train} is {@code img/s X step_ms_min A step_ms_p50 B first_step_ms C
 * peak_rss_mb D}; the first step is counted from the start of the JVM. {@code chain} runs the bare
 * chain of oneDNN's primitives and prints the first three of these. That of {@code pipeline} is
 * {@code img/s X}, and that of {@code file} {@code load_ms X save_ms Y peak_rss_mb Z}.
 */
public final class Bench {
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "train", Set.of("net", "policy", "batch", "seconds", "backend"),
          "drift", Set.of("dir"),
          "file", Set.of("load", "save"),
          "chain", Set.of("net", "policy", "batch", "seconds"),
          "pipeline", Set.of("dir", "size", "batch", "augment", "workers", "seconds", "cache"));

  private Bench() {}

  /** Runs a benchmark; see the class. */
  public static void main(String[] line) {
    if (line.length == 0 || !OPTIONS.containsKey(line[0])) {
      throw new IllegalArgumentException(
          "Expected: bench train|chain|pipeline|drift|file [options]. Received: "
              + Arrays.toString(line));
    }
    Set<String> known = OPTIONS.get(line[0]);
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < line.length; i++) {
      String name = line[i].replaceFirst("^--", "");
      if (name.equals("profile") && line[0].equals("train")) {
        options.put(name, "");
      } else if (known.contains(name) && i + 1 < line.length) {
        options.put(name, line[++i]);
      } else {
        throw new IllegalArgumentException(
            "Expected an option of bench "
                + line[0]
                + " and its value, one of "
                + known
                + ". Received: "
                + line[i]);
      }
    }
    switch (line[0]) {
      case "pipeline" -> PipelineBench.run(options);
      case "file" ->
          FileBench.run(
              Path.of(options.get("load")),
              options.containsKey("save") ? Path.of(options.get("save")) : null);
      case "drift" -> Drift.run(Path.of(options.get("dir")));
      default -> train(line[0], options);
    }
  }

  private static void train(String what, Map<String, String> options) {
    Network network = Network.of(options.get("net"));
    DTypePolicy policy = DTypePolicy.of(options.getOrDefault("policy", "float32"));
    int batch = Integer.parseInt(options.getOrDefault("batch", String.valueOf(network.batch())));
    double seconds = Double.parseDouble(options.getOrDefault("seconds", "10"));
    if (what.equals("chain")) {
      ChainBench.run(network, policy, batch, seconds);
    } else {
      boolean profile = options.containsKey("profile");
      TrainBench.run(network, policy, batch, seconds, options.get("backend"), profile);
    }
  }
}
