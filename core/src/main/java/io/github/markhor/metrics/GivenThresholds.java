package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import java.util.ArrayList;
import java.util.List;

/** The argument {@code thresholds}: none, a number from 0 to 1, or a list of them. */
record GivenThresholds(List<Double> values) {
  /** No thresholds: the default. */
  static final GivenThresholds NONE = new GivenThresholds(List.of());

  GivenThresholds {
    values = List.copyOf(values);
    for (double value : values) {
      Require.fraction("threshold", value);
    }
  }

  static GivenThresholds of(double... values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return new GivenThresholds(list);
  }

  static GivenThresholds of(Config config) {
    Object value = config.get("thresholds");
    if (value == null) {
      return NONE;
    }
    return value instanceof List
        ? new GivenThresholds(config.requireDoubles("thresholds"))
        : of(config.requireDouble("thresholds"));
  }

  Thresholds orElse(double otherwise) {
    return values.isEmpty()
        ? Thresholds.of(otherwise)
        : Thresholds.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  int size() {
    return Math.max(1, values.size());
  }

  Object toConfig() {
    return values.isEmpty() ? null : values.size() == 1 ? (Object) values.get(0) : values;
  }
}
