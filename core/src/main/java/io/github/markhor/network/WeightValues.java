package io.github.markhor.network;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.List;

/** The values of the weights of several layers, one layer's own after the other's. */
final class WeightValues {
  private WeightValues() {}

  /** Copies of them. */
  static List<Tensor> get(List<BuiltLayer> layers) {
    return layers.stream()
        .flatMap(
            layer ->
                layer.ownWeights().stream()
                    .map(weight -> Tensor.of(layer.getWeight(weight), weight.variable().shape())))
        .toList();
  }

  /**
   * Sets them.
   *
   * @param owner of the weights in the message: " for the layer dense", or empty
   * @throws IllegalArgumentException if number or shapes differ; no weight is changed then
   */
  static void set(List<BuiltLayer> layers, List<Tensor> values, String owner) {
    int expected = layers.stream().mapToInt(layer -> layer.ownWeights().size()).sum();
    if (values.size() != expected) {
      throw new IllegalArgumentException(
          "Expected " + expected + " weights" + owner + ". Received: " + values.size());
    }
    for (boolean write : new boolean[] {false, true}) {
      int at = 0;
      for (BuiltLayer layer : layers) {
        for (Weight weight : layer.ownWeights()) {
          Tensor value = values.get(at++);
          if (write) {
            layer.store().set(weight.variable(), value.buffer());
          } else {
            check(weight, value);
          }
        }
      }
    }
  }

  private static void check(Weight weight, Tensor value) {
    Shape shape = weight.variable().shape();
    if (!value.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "Expected the shape "
              + shape
              + " for "
              + weight.variable().name()
              + ". Received: "
              + value.shape());
    }
  }
}
