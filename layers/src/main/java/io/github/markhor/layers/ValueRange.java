package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.Value;
import java.util.List;

/** The argument {@code valueRange}: the bounds of a picture's numbers. */
record ValueRange(double low, double high) {
  static final ValueRange BYTES = new ValueRange(0, 255);

  static ValueRange of(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "Expected a value range whose end is above its start. Received: valueRange=("
              + low
              + ", "
              + high
              + ")");
    }
    return new ValueRange(low, high);
  }

  static ValueRange of(Config config) {
    if (config.get("value_range") == null) {
      return BYTES;
    }
    List<Double> numbers = config.requireDoubles("value_range");
    if (numbers.size() != 2) {
      throw new ConfigException(
          "Expected two numbers for value_range of " + config.owner() + ". Received: " + numbers);
    }
    return of(numbers.get(0), numbers.get(1));
  }

  Value limit(Value x) {
    return x.clip(low, high);
  }

  /** Numbers of this range as shares of it, 0 to 1. */
  Value toUnit(Value x) {
    return x.sub(low).div(high - low);
  }

  /** Shares of this range, 0 to 1, as its numbers. */
  Value fromUnit(Value x) {
    return x.mul(high - low).add(low);
  }

  /** Numbers of this range as 0 to 255. */
  Value toBytes(Value x) {
    return equals(BYTES) ? x : toUnit(x).mul(255);
  }

  /** Numbers 0 to 255 as those of this range. */
  Value fromBytes(Value x) {
    return equals(BYTES) ? x : fromUnit(x.div(255));
  }

  List<Double> json() {
    return List.of(low, high);
  }
}
