package io.github.markhor.layer;

import io.github.markhor.config.Configurable;
import io.github.markhor.graph.Value;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.List;

/**
 * The description of a layer: immutable, without weights, mode or device of its own, so that it can
 * be used in several models. It says which weights it wants and composes operations; its gradient
 * follows from these. Most layers extend {@link AbstractLayer}.
 */
public interface Layer extends Configurable {
  /** The name, or null for one that the model makes from the class's. */
  String name();

  /** Whether training changes its weights. */
  boolean trainable();

  /** The type it computes in, or null for the model's. */
  DTypePolicy dtype();

  /**
   * The shape of an input without the batch, (H, W, C) for pictures, if the layer states it, which
   * the first of a model may; else null.
   */
  Shape inputShape();

  /**
   * A penalty for the result, divided by the batch size and added to the loss, of a frozen layer
   * too; or null.
   */
  default Regularizer activityRegularizer() {
    return null;
  }

  /** True for a layer that only states the shape of the input; it must be the first. */
  default boolean isInput() {
    return false;
  }

  /**
   * The layers within this one, run one after the other by {@link LayerContext#callLayers}; empty
   * for most. They have weights, names and {@code trainable} of their own.
   */
  default List<Layer> layers() {
    return List.of();
  }

  /**
   * The values that all weights of the layer and of those within it begin with, layer by layer,
   * those that train first within each; empty where the initializers draw them, as for most.
   */
  default List<Tensor> initialWeights() {
    return List.of();
  }

  /**
   * The weights for inputs of this shape, without the batch, in Keras's order of creation, but for
   * those of the layers within.
   */
  List<WeightSpec> weights(Shape input);

  /**
   * The shape of the result for inputs of this shape, both without the batch.
   *
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  Shape outputShape(Shape input);

  /** The result for a batch (N, ...), of the type of x: the layer's compute type. */
  Value call(Value x, LayerContext context);
}
