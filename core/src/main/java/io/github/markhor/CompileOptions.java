package io.github.markhor;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.metrics.Metric;
import io.github.markhor.metrics.Metrics;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The arguments of {@code compile} beside optimizer and loss. Each method returns a changed copy.
 * See <a href="https://keras.io/api/models/model_training_apis/#compile-method">Keras: compile</a>.
 *
 * <pre>{@code
 * model.compile(
 *     Adam.of(1e-3), CategoricalCrossentropy.of(), CompileOptions.defaults().metrics("accuracy"));
 * }</pre>
 */
public final class CompileOptions extends Immutable<CompileOptions> {
  private List<Metric> metrics = List.of();
  private Map<String, List<Metric>> metricsByOutput = Map.of();
  private List<Metric> weightedMetrics = List.of();
  private Map<String, List<Metric>> weightedMetricsByOutput = Map.of();
  private double[] lossWeights = {};
  private Map<String, Double> lossWeightsByOutput = Map.of();
  private String backend;

  private CompileOptions() {}

  /** No metrics, the default backend. */
  public static CompileOptions defaults() {
    return new CompileOptions();
  }

  /** Metrics that ignore the weights of samples. Default: none. */
  public CompileOptions metrics(Metric... metrics) {
    Require.notNull("metrics", metrics);
    return metrics(Arrays.asList(metrics));
  }

  /** Metrics by Keras's names: {@code "accuracy"}, {@code "mse"}. */
  public CompileOptions metrics(String... names) {
    Require.notNull("names", names);
    return metrics(byName(names));
  }

  /** Metrics that ignore the weights of samples. Default: none. */
  public CompileOptions metrics(List<? extends Metric> metrics) {
    List<Metric> own = Require.noneNull("metrics", metrics);
    return with(
        o -> {
          o.metrics = own;
          o.metricsByOutput = Map.of();
        });
  }

  /**
   * Metrics that ignore the weights of samples, of each output by its name, as objects or by
   * Keras's names: {@code Map.of("kind", List.of("accuracy"), "age", List.of("mae", "mse"))}.
   * Outputs that are left out have none.
   */
  public CompileOptions metrics(Map<String, ? extends List<?>> metrics) {
    Map<String, List<Metric>> own = byOutput("metrics", metrics);
    return with(
        o -> {
          o.metrics = List.of();
          o.metricsByOutput = own;
        });
  }

  /** Metrics that weigh samples by their weights and those of their classes. Default: none. */
  public CompileOptions weightedMetrics(Metric... weightedMetrics) {
    Require.notNull("weightedMetrics", weightedMetrics);
    return weightedMetrics(Arrays.asList(weightedMetrics));
  }

  /** Weighted metrics by Keras's names. */
  public CompileOptions weightedMetrics(String... names) {
    Require.notNull("names", names);
    return weightedMetrics(byName(names));
  }

  /** Metrics that weigh samples by their weights and those of their classes. Default: none. */
  public CompileOptions weightedMetrics(List<? extends Metric> weightedMetrics) {
    List<Metric> own = Require.noneNull("weightedMetrics", weightedMetrics);
    return with(
        o -> {
          o.weightedMetrics = own;
          o.weightedMetricsByOutput = Map.of();
        });
  }

  /**
   * Metrics that weigh samples by their weights, of each output by its name, as {@link
   * #metrics(Map)} takes them.
   */
  public CompileOptions weightedMetrics(Map<String, ? extends List<?>> weightedMetrics) {
    Map<String, List<Metric>> own = byOutput("weightedMetrics", weightedMetrics);
    return with(
        o -> {
          o.weightedMetrics = List.of();
          o.weightedMetricsByOutput = own;
        });
  }

  /**
   * What the loss of each output is multiplied by, in their order, in training and in the sum that
   * is logged as {@code loss}; penalties of regularizers are not, nor the losses that are logged
   * for each output. Default: 1.
   */
  public CompileOptions lossWeights(double... lossWeights) {
    double[] own = Require.notNull("lossWeights", lossWeights).clone();
    for (double weight : own) {
      Require.finite("lossWeights", weight);
    }
    return with(
        o -> {
          o.lossWeights = own;
          o.lossWeightsByOutput = Map.of();
        });
  }

  /** The same by the names of the outputs; those that are left out have 1. */
  public CompileOptions lossWeights(Map<String, Double> lossWeights) {
    Require.notNull("lossWeights", lossWeights);
    lossWeights.forEach(
        (output, weight) -> {
          String name = "lossWeights of " + output;
          Require.finite(name, Require.notNull(name, weight));
        });
    Map<String, Double> own = Map.copyOf(lossWeights);
    return with(
        o -> {
          o.lossWeights = new double[0];
          o.lossWeightsByOutput = own;
        });
  }

  /**
   * The name of the backend. Default: that of the system property {@code markhor.backend}, of the
   * environment variable {@code MARKHOR_BACKEND}, or else the first one found.
   */
  public CompileOptions backend(String backend) {
    return with(o -> o.backend = backend);
  }

  /** The metrics that ignore the weights of samples; empty where each output has its own. */
  public List<Metric> metrics() {
    return metrics;
  }

  /** The metrics that ignore the weights of samples, by output; empty where they are for one. */
  public Map<String, List<Metric>> metricsByOutput() {
    return metricsByOutput;
  }

  /** The metrics that weigh samples; empty where each output has its own. */
  public List<Metric> weightedMetrics() {
    return weightedMetrics;
  }

  /** The metrics that weigh samples, by output; empty where they are for one. */
  public Map<String, List<Metric>> weightedMetricsByOutput() {
    return weightedMetricsByOutput;
  }

  /** What the loss of a model of one output is multiplied by. */
  public double lossWeights() {
    return lossWeights.length == 0 ? 1 : lossWeights[0];
  }

  /** What the losses are multiplied by in the order of the outputs; empty for 1, or by name. */
  double[] lossWeightsInOrder() {
    return lossWeights.clone();
  }

  /** What the losses are multiplied by, by output; empty where their order says whose they are. */
  public Map<String, Double> lossWeightsByOutput() {
    return lossWeightsByOutput;
  }

  /** The name of the backend, or null for the default. */
  public String backend() {
    return backend;
  }

  private static List<Metric> byName(String... names) {
    return Stream.of(names).map(Metrics::get).toList();
  }

  private static Map<String, List<Metric>> byOutput(
      String argument, Map<String, ? extends List<?>> given) {
    Require.notNull(argument, given);
    Map<String, List<Metric>> metrics = new LinkedHashMap<>();
    given.forEach(
        (output, list) -> {
          String name = argument + " of " + output;
          metrics.put(
              Require.notNull("a name in " + argument, output),
              Require.noneNull(name, list).stream().map(each -> metric(name, each)).toList());
        });
    return Collections.unmodifiableMap(metrics);
  }

  private static Metric metric(String argument, Object given) {
    if (given instanceof Metric metric) {
      return metric;
    }
    if (given instanceof String name) {
      return Metrics.get(name);
    }
    throw new IllegalArgumentException(
        "Expected metrics or their names in " + argument + ". Received: " + given);
  }

  @Override
  public String toString() {
    return "CompileOptions[metrics="
        + (metricsByOutput.isEmpty() ? metrics : metricsByOutput)
        + ", weightedMetrics="
        + (weightedMetricsByOutput.isEmpty() ? weightedMetrics : weightedMetricsByOutput)
        + ", lossWeights="
        + (lossWeightsByOutput.isEmpty()
            ? lossWeights.length < 2 ? lossWeights() : Arrays.toString(lossWeights)
            : lossWeightsByOutput)
        + ", backend="
        + backend
        + "]";
  }
}
