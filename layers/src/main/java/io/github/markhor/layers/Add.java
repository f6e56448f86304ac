package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * a + b + ...: the sum of its inputs: {@code Add.of().apply(a, b)}. Sizes of 1 are stretched. See
 * <a href="https://keras.io/api/layers/merging_layers/add/">Keras: Add</a>.
 */
public final class Add extends BaseElementwiseMerge<Add> {
  private Add() {
    super(Value::add);
  }

  /** Adds two inputs or more. */
  public static Add of() {
    return new Add();
  }

  static Add fromConfig(Config config) {
    return of().configured(config);
  }
}
