package io.github.markhor.metrics;

import io.github.markhor.config.Configurable;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.Loss;
import io.github.markhor.tensor.Shape;

/**
 * A figure over many batches. Sums are kept where the model computes; only the result is computed
 * in Java. See <a href="https://keras.io/api/metrics/">Keras: metrics</a>.
 */
public interface Metric extends Configurable {
  /** The name in logs and history: {@code accuracy}. */
  String name();

  /**
   * Adds a batch to the sums.
   *
   * @param yTrue labels, float32
   * @param yPred predictions, float32
   * @param sampleWeight a weight for each sample, (n,), or null for ones
   */
  void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight);

  /** The figure for the sums so far; 0 over no data. Of several, the first. */
  double result(Totals totals);

  /** All figures for the sums so far. */
  default double[] results(Totals totals) {
    return new double[] {result(totals)};
  }

  /**
   * How many figures there are; 1 by default. Several are logged as {@code name[0]}, {@code
   * name[1]} and so on.
   *
   * @param output the shape of a sample's prediction
   */
  default int size(Shape output) {
    return 1;
  }

  /** The metric that stands in for this one with labels and predictions of these shapes. */
  default Metric resolve(Shape yTrue, Shape yPred) {
    return this;
  }

  /** The mean over all samples of a function of the user's own, which gives one number for each. */
  static Metric of(String name, Loss.Function function) {
    return new FunctionMetric(name, function);
  }

  /** The sum over all samples of a function of the user's own. */
  static Metric sum(String name, Loss.Function function) {
    return new SumMetric(name, function);
  }

  /** Where {@link #update} adds to the metric's sums. */
  interface Sums {
    /** Adds to the sum of that name, which starts at 0 and has the value's shape. */
    void add(String name, Value value);

    /** A sum of that name as it was before this batch. */
    Value get(String name, Shape shape);

    /** Sets a sum of that name, for what is not additive. */
    void set(String name, Value value);
  }

  /** The metric's sums, to compute the result from. */
  interface Totals {
    /** A sum of shape (). */
    default double get(String name) {
      return all(name)[0];
    }

    /** A sum's elements in C order. */
    float[] all(String name);
  }
}
