package io.github.markhor;

import io.github.markhor.metrics.Metric;
import io.github.markhor.metrics.Metrics;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code compile} takes beside optimizer and loss.
 *
 * @param metrics figures that sample weights do not touch. Default: none
 * @param weightedMetrics figures that sample weights and class weights weigh. Default: none
 * @param backend the backend's name, or null for the one that the system property {@code
 *     markhor.backend}, the environment variable {@code MARKHOR_BACKEND} or else the default says
 */
public record CompileOptions(List<Metric> metrics, List<Metric> weightedMetrics, String backend) {
  public CompileOptions {
    metrics = List.copyOf(metrics);
    weightedMetrics = List.copyOf(weightedMetrics);
  }

  /** No metrics, the default backend. */
  public static CompileOptions defaults() {
    return new CompileOptions(List.of(), List.of(), null);
  }

  public CompileOptions metrics(Metric... metrics) {
    return new CompileOptions(List.of(metrics), weightedMetrics, backend);
  }

  /** Metrics by Keras's names: {@code "accuracy"}, {@code "mse"}. */
  public CompileOptions metrics(String... names) {
    return new CompileOptions(byName(names), weightedMetrics, backend);
  }

  public CompileOptions weightedMetrics(Metric... weightedMetrics) {
    return new CompileOptions(metrics, List.of(weightedMetrics), backend);
  }

  public CompileOptions weightedMetrics(String... names) {
    return new CompileOptions(metrics, byName(names), backend);
  }

  public CompileOptions backend(String backend) {
    return new CompileOptions(metrics, weightedMetrics, backend);
  }

  private static List<Metric> byName(String... names) {
    return Stream.of(names).map(Metrics::get).toList();
  }
}
