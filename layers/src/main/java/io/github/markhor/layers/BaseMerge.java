package io.github.markhor.layers;

import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Layers that make one result of several inputs.
 *
 * @param <L> the layer's own class
 */
abstract class BaseMerge<L extends BaseMerge<L>> extends AbstractLayer<L> {
  /** The shape of the result for inputs of these shapes, without the batch. */
  abstract Shape mergedShape(List<Shape> inputs);

  /** The result for batches. */
  abstract Value merge(List<Value> inputs);

  @Override
  public final List<WeightSpec> weights(List<Shape> inputs) {
    return List.of();
  }

  @Override
  public final Shape outputShape(Shape input) {
    return mergedShape(List.of(input));
  }

  @Override
  public final List<Shape> outputShapes(List<Shape> inputs) {
    return List.of(mergedShape(inputs));
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    return merge(List.of(x));
  }

  @Override
  public final List<Value> call(List<Value> inputs, LayerContext context) {
    return List.of(merge(inputs));
  }

  /** The exception for inputs that the layer cannot take. */
  final IllegalArgumentException wrongInputs(String expected, List<Shape> received) {
    return new IllegalArgumentException(
        "Expected "
            + expected
            + " for "
            + className()
            + (name() == null ? "" : " \"" + name() + '"')
            + ". Received: shapes="
            + received
            + ", without the batch");
  }
}
