package io.github.markhor.benchmarks;

import io.github.markhor.layer.DTypePolicy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Measures from the command line.
 *
 * <pre>
 * bench train --net cats-vs-dogs|cifar10|food101 [--policy float32|mixed_bfloat16] [--batch N]
 *             [--seconds S] [--backend NAME] [--profile]
 * bench chain --net ... [--policy ...] [--batch N] [--seconds S]
 * bench predict --net ... [--policy ...] [--batch 1] [--threads 1] [--seconds S]
 * bench fit --dir DIR --net ... [--policy ...] [--workers N] [--epochs 3]
 * bench pipeline --dir DIR [--size 150x150] [--batch 32]
 *             [--augment none|cats-vs-dogs|cifar10|food101] [--workers 1] [--seconds 10]
 *             [--cache memory]
 * bench drift --dir DIR
 * bench file --load FILE [--save FILE]
 * bench jmh [REGEX]
 * </pre>
 *
 * The last line is for programs to read. That of {@code train} is {@code img/s X step_ms_min A
 * step_ms_p50 B first_step_ms C peak_rss_mb D}; the first step is counted from the start of the
 * JVM. {@code chain} runs the bare chain of oneDNN's primitives and prints the first three of
 * these. The others' are:
 *
 * <ul>
 *   <li>{@code predict}: {@code img/s X latency_ms_p50 A latency_ms_p99 B first_predict_ms C
 *       peak_rss_mb D}; the latency is that of one call, the pictures are those of all threads
 *   <li>{@code fit}: {@code img/s X waiting_share W seconds_for_20000 S peak_rss_mb D}
 *   <li>{@code pipeline}: {@code img/s X}
 *   <li>{@code file}: {@code load_ms X save_ms Y peak_rss_mb Z}
 * </ul>
 */
public final class Bench {
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "train", Set.of("net", "policy", "batch", "seconds", "backend", "profile"),
          "chain", Set.of("net", "policy", "batch", "seconds"),
          "predict", Set.of("net", "policy", "batch", "threads", "seconds"),
          "fit", Set.of("dir", "net", "policy", "workers", "epochs"),
          "pipeline", Set.of("dir", "size", "batch", "augment", "workers", "seconds", "cache"),
          "drift", Set.of("dir"),
          "file", Set.of("load", "save"));

  private Bench() {}

  /** Runs a benchmark; see the class. */
  public static void main(String[] line) {
    if (line.length > 0 && line.length < 3 && line[0].equals("jmh")) {
      PartsBench.run(line.length == 1 ? ".*" : line[1]);
      return;
    }
    if (line.length == 0 || !OPTIONS.containsKey(line[0])) {
      throw new IllegalArgumentException(
          "Expected bench and one of "
              + new TreeSet<>(OPTIONS.keySet())
              + ", or jmh and a regular expression"
              + ". Received: "
              + Arrays.toString(line));
    }
    Options options = new Options(OPTIONS.get(line[0]), line);
    switch (line[0]) {
      case "pipeline" -> PipelineBench.run(options);
      case "file" ->
          FileBench.run(options.path("load"), options.has("save") ? options.path("save") : null);
      case "drift" -> Drift.run(options.path("dir"));
      default -> network(line[0], options);
    }
  }

  private static void network(String what, Options options) {
    Network network = Network.of(options.get("net"));
    DTypePolicy policy = DTypePolicy.of(options.get("policy", "float32"));
    double seconds = options.number("seconds", 10);
    switch (what) {
      case "fit" ->
          FitBench.run(
              network,
              policy,
              options.path("dir"),
              options.integer("workers", 0),
              options.integer("epochs", 3));
      case "predict" ->
          PredictBench.run(
              network, policy, options.integer("batch", 1), options.integer("threads", 1), seconds);
      case "chain" ->
          ChainBench.run(network, policy, options.integer("batch", network.batch()), seconds);
      default -> TrainBench.run(network, policy, seconds, options);
    }
  }
}
