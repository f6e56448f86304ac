package io.github.markhor.layer;

import io.github.markhor.config.Configurable;
import io.github.markhor.graph.Value;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
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
  default List<? extends Layer> layers() {
    return List.of();
  }

  /**
   * The network within this one, run by {@link LayerContext#callLayers}, where {@link #layers} are
   * not a chain; or null.
   */
  default LayerGraph graph() {
    return null;
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

  /** The weights of a layer that may have several inputs; by default those for its only one. */
  default List<WeightSpec> weights(List<Shape> inputs) {
    return weights(only(inputs));
  }

  /**
   * The shapes of the results of a layer that may have several inputs or results; by default of its
   * only one for its only one.
   */
  default List<Shape> outputShapes(List<Shape> inputs) {
    return List.of(outputShape(only(inputs)));
  }

  /** The results of a layer that may have several inputs or results. */
  default List<Value> call(List<Value> inputs, LayerContext context) {
    return List.of(call(only(inputs), context));
  }

  private <T> T only(List<T> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "Expected one input of " + className() + ". Received: " + inputs.size() + " " + inputs);
    }
    return inputs.get(0);
  }

  /**
   * The result of this layer for symbols: how a network with branches is described. Applied twice,
   * it has the same weights both times.
   *
   * @throws IllegalArgumentException if the layer cannot take inputs of their shapes
   */
  default Symbol apply(Symbol... inputs) {
    return apply(List.of(inputs));
  }

  /** The result of this layer for symbols, as {@link #apply(Symbol...)} gives it. */
  default Symbol apply(List<? extends Symbol> inputs) {
    return Call.of(this, inputs, null).onlyOutput();
  }

  /**
   * The result of this layer as it is in inference, in training too: Keras's {@code layer(x,
   * training=False)}. Batch normalization in a trained model then keeps its statistics, also while
   * its other weights train; dropout does nothing.
   */
  default Symbol applyInference(Symbol... inputs) {
    return Call.of(this, List.of(inputs), false).onlyOutput();
  }

  /**
   * The result of this layer as it is in training, in predictions too: Keras's {@code layer(x,
   * training=True)}.
   */
  default Symbol applyTraining(Symbol... inputs) {
    return Call.of(this, List.of(inputs), true).onlyOutput();
  }

  /** The results of a model of several outputs, used as a layer, for symbols. */
  default List<Symbol> applyAll(List<? extends Symbol> inputs) {
    return Call.of(this, inputs, null).outputs();
  }
}
