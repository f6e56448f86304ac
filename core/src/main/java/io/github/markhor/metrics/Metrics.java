package io.github.markhor.metrics;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;

/** Metrics by the names that Keras's {@code compile} takes. */
public final class Metrics {
  /**
   * The accuracy that Keras chooses by the shapes: {@link BinaryAccuracy} for predictions with one
   * number for each sample; {@link SparseCategoricalAccuracy} for labels of lower rank or with one
   * number for each sample; else {@link CategoricalAccuracy}, even if labels are not one-hot.
   */
  public static final Metric ACCURACY = new ShapeAccuracy("accuracy");

  private Metrics() {}

  /**
   * A metric by its name, which is also its name in the logs: {@code accuracy}, {@code mse}.
   *
   * @throws io.github.markhor.config.ConfigException if there is none of that name
   */
  public static Metric get(String name) {
    if (name.equalsIgnoreCase("accuracy") || name.equalsIgnoreCase("acc")) {
      return new ShapeAccuracy(name);
    }
    Metric metric = Registry.make(Metric.class, name, Dialect.KERAS_3);
    return metric instanceof AbstractMetric<?> known ? known.name(name) : metric;
  }
}
