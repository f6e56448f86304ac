package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Layers that combine inputs element by element. Sizes of 1 are stretched to the others' size, and
 * an input of fewer axes gets axes of size 1 behind the batch.
 *
 * @param <L> the layer's own class
 */
abstract class BaseElementwiseMerge<L extends BaseElementwiseMerge<L>> extends BaseMerge<L> {
  private final BinaryOperator<Value> operation;

  /**
   * @param operation of the results so far and the next input
   */
  BaseElementwiseMerge(BinaryOperator<Value> operation) {
    this.operation = operation;
  }

  @Override
  final Shape mergedShape(List<Shape> inputs) {
    checkCount(inputs);
    int rank = inputs.stream().mapToInt(Shape::rank).max().orElse(0);
    int[] sizes = new int[rank];
    Arrays.fill(sizes, 1);
    for (Shape input : inputs) {
      for (int i = 1; i <= input.rank(); i++) {
        int size = input.size(-i);
        int known = sizes[rank - i];
        if (size != 1 && known != 1 && size != known) {
          throw wrongInputs("inputs of the same shape, but for sizes of 1,", inputs);
        }
        sizes[rank - i] = Math.max(size, known);
      }
    }
    return Shape.of(sizes);
  }

  /** Refuses another number of inputs than the layer can take. */
  void checkCount(List<Shape> inputs) {}

  @Override
  final Value merge(List<Value> inputs) {
    int rank = inputs.stream().mapToInt(input -> input.shape().rank()).max().orElse(0);
    return merged(
        inputs.stream()
            .map(input -> ofRank(input, rank))
            .reduce(operation)
            .orElseThrow(() -> new IllegalArgumentException("Expected at least one input.")),
        inputs.size());
  }

  /** The result, of all inputs combined. */
  Value merged(Value combined, int count) {
    return combined;
  }

  private static Value ofRank(Value x, int rank) {
    int[] sizes = new int[rank];
    Arrays.fill(sizes, 1);
    int[] own = x.shape().toArray();
    sizes[0] = own[0];
    System.arraycopy(own, 1, sizes, rank - own.length + 1, own.length - 1);
    return own.length == rank ? x : x.reshape(sizes);
  }

  @Override
  protected final void addTo(Config config) {}
}
