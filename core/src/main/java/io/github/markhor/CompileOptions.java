package io.github.markhor;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.metrics.Metric;
import io.github.markhor.metrics.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arguments of {@code compile} beside optimizer and loss. Each method returns a changed copy.
 * See <a href="https://keras.io/api/models/model_training_apis/#compile-method">Keras: compile</a>.
 */
public final class CompileOptions extends Immutable<CompileOptions> {
  private List<Metric> metrics = List.of();
  private List<Metric> weightedMetrics = List.of();
  private double lossWeights = 1;
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
    return with(o -> o.metrics = own);
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
    return with(o -> o.weightedMetrics = own);
  }

  /**
   * What the loss is multiplied by, in training and in the loss that is logged; penalties of
   * regularizers are not. Keras's argument of that name for a model of one output. Default: 1.
   */
  public CompileOptions lossWeights(double lossWeights) {
    Require.finite("lossWeights", lossWeights);
    return with(o -> o.lossWeights = lossWeights);
  }

  /**
   * The name of the backend. Default: that of the system property {@code markhor.backend}, of the
   * environment variable {@code MARKHOR_BACKEND}, or else the first one found.
   */
  public CompileOptions backend(String backend) {
    return with(o -> o.backend = backend);
  }

  /** The metrics that ignore the weights of samples. */
  public List<Metric> metrics() {
    return metrics;
  }

  /** The metrics that weigh samples. */
  public List<Metric> weightedMetrics() {
    return weightedMetrics;
  }

  /** What the loss is multiplied by. */
  public double lossWeights() {
    return lossWeights;
  }

  /** The name of the backend, or null for the default. */
  public String backend() {
    return backend;
  }

  private static List<Metric> byName(String... names) {
    return Stream.of(names).map(Metrics::get).toList();
  }

  @Override
  public String toString() {
    return "CompileOptions[metrics="
        + metrics
        + ", weightedMetrics="
        + weightedMetrics
        + ", lossWeights="
        + lossWeights
        + ", backend="
        + backend
        + "]";
  }
}
