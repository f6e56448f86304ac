package io.github.markhor.conformance;

import io.github.markhor.config.Registry;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.tensor.Shape;
import java.util.Map;

/** Draws an array and looks at its values, its statistics or its products with itself. */
final class InitializerKind implements Kinds.Kind {
  private static final long SEED = 42;

  @Override
  public void run(Case given, Checks checks) {
    Initializer initializer =
        Registry.make(Initializer.class, given.get("initializer"), given.dialect());
    Shape shape =
        Shape.of(given.list("shape").stream().mapToInt(n -> ((Number) n).intValue()).toArray());
    float[] drawn = initializer.values(shape, SEED);
    switch (given.string("check")) {
      case "exact" -> checks.close("w", given.array("w"), NpyArray.of(shape, drawn));
      case "statistics" -> statistics(given.map("statistics"), drawn, checks);
      case "orthogonal" -> checks.close("gram", given.array("gram"), gram(shape, drawn));
      default ->
          throw new IllegalArgumentException(
              "Expected a known check. Received: " + given.get("check"));
    }
  }

  private static void statistics(Map<String, Object> expected, float[] drawn, Checks checks) {
    checks.equal("count", expected.get("count"), drawn.length);
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float value : drawn) {
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double mean = sum / drawn.length;
    double squares = 0;
    for (float value : drawn) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / drawn.length);
    checks.close("mean", expected.get("mean"), mean, within(expected.get("mean_tolerance")));
    checks.close("std", expected.get("std"), deviation, within(expected.get("std_tolerance")));
    if (expected.get("min") instanceof Number bound) {
      double min = bound.doubleValue();
      checks.that(least >= min - 1e-6 * Math.abs(min), "min: " + least + " is below " + min);
    }
    if (expected.get("max") instanceof Number bound) {
      double max = bound.doubleValue();
      checks.that(most <= max + 1e-6 * Math.abs(max), "max: " + most + " is above " + max);
    }
  }

  private static Tolerance within(Object bound) {
    return new Tolerance(0, JsonNumbers.number(bound));
  }

  /**
   * Of a matrix with rows of the last axis, W^T W, or W W^T where it has fewer rows than columns.
   */
  private static NpyArray gram(Shape shape, float[] w) {
    int columns = shape.size(-1);
    int rows = w.length / columns;
    boolean wide = rows < columns;
    int size = Math.min(rows, columns);
    double[] products = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < Math.max(rows, columns); k++) {
          products[i * size + j] +=
              wide
                  ? (double) w[i * columns + k] * w[j * columns + k]
                  : (double) w[k * columns + i] * w[k * columns + j];
        }
      }
    }
    return new NpyArray(Shape.of(size, size), products);
  }
}
