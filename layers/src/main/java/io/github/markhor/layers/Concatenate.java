package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Its inputs one behind the other along an axis: {@code Concatenate.of().apply(a, b)} puts the
 * channels of pictures side by side. See <a
 * href="https://keras.io/api/layers/merging_layers/concatenate/">Keras: Concatenate</a>.
 */
public final class Concatenate extends BaseMerge<Concatenate> {
  private int axis = -1;

  private Concatenate() {}

  /** Joins two inputs or more along the last axis. */
  public static Concatenate of() {
    return new Concatenate();
  }

  /** The axis, counted with the batch as 0, which it must not be, or from the end. Default: -1. */
  public Concatenate axis(int axis) {
    if (axis == 0) {
      throw new IllegalArgumentException(
          "Expected an axis other than that of the batch, 0. Received: axis=0");
    }
    return with(layer -> layer.axis = axis);
  }

  @Override
  Shape mergedShape(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int at = axis < 0 ? first.rank() + axis : axis - 1;
    int size = 0;
    for (Shape input : inputs) {
      boolean fits = input.rank() == first.rank() && at >= 0 && at < first.rank();
      if (!fits || !input.with(at, first.size(at)).equals(first)) {
        throw wrongInputs("inputs whose shapes differ along axis=" + axis + " alone", inputs);
      }
      size = Math.addExact(size, input.size(at));
    }
    return first.with(at, size);
  }

  @Override
  Value merge(List<Value> inputs) {
    return inputs.get(0).concat(axis, inputs.subList(1, inputs.size()).toArray(Value[]::new));
  }

  @Override
  protected void addTo(Config config) {
    config.with("axis", axis);
  }

  static Concatenate fromConfig(Config config) {
    return of().configured(config).axis(config.getInt("axis", -1));
  }
}
