package io.github.markhor.metrics;

import io.github.markhor.config.Configurable;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.Loss;
import io.github.markhor.tensor.Shape;

/**
 * A figure over many batches. The sums stay on the device that computes the model; only the result
 * is computed in Java. See <a href="https://keras.io/api/metrics/">Keras: metrics</a>.
 *
 * <pre>{@code
 * Metric worst = Metric.of("worst", (yTrue, yPred) -> yTrue.sub(yPred).abs().maxOver(-1));
 * }</pre>
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

  /**
   * Whether larger or smaller figures are better, which callbacks that monitor this metric go by.
   * By default {@link Direction#UNKNOWN}: such a callback then has to be told.
   */
  default Direction direction() {
    return Direction.UNKNOWN;
  }

  /** The metric that replaces this one for labels and predictions of these shapes. */
  default Metric resolve(Shape yTrue, Shape yPred) {
    return this;
  }

  /** The mean over all samples of a user's function, which gives one number for each sample. */
  static Metric of(String name, Loss.Function function) {
    return new FunctionMetric(name, function);
  }

  /** The sum over all samples of a user's function. */
  static Metric sum(String name, Loss.Function function) {
    return new SumMetric(name, function);
  }

  /** Where {@link #update} adds to the metric's sums. */
  interface Sums {
    /** Adds to the sum of that name, which starts at 0 and has the value's shape. */
    void add(String name, Value value);

    /** The sum of that name, as it was before this batch. */
    Value get(String name, Shape shape);

    /** Sets the sum of that name, for figures that are not additive. */
    void set(String name, Value value);
  }

  /** The metric's sums, from which the result is computed. */
  interface Totals {
    /** A sum of shape (). */
    default double get(String name) {
      return all(name)[0];
    }

    /** The elements of a sum, in C order. */
    float[] all(String name);
  }
}
