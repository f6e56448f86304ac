package io.github.markhor;

import io.github.markhor.backend.VariableStore;
import java.util.ArrayList;
import java.util.List;

/** A layer in a model: its description, its place in the chain, its weights. */
public final class BuiltLayer {
  private final Layer layer;
  private final String name;
  private final Shape inputShape;
  private final Shape outputShape;
  private final List<Weight> weights;
  private final VariableStore store;
  private boolean trainable;

  BuiltLayer(
      Layer layer,
      String name,
      Shape inputShape,
      Shape outputShape,
      List<Weight> weights,
      VariableStore store) {
    this.layer = layer;
    this.name = name;
    this.inputShape = inputShape;
    this.outputShape = outputShape;
    this.weights = List.copyOf(weights);
    this.store = store;
    this.trainable = layer.trainable();
  }

  /** The layer as it was given to the model. */
  public Layer layer() {
    return layer;
  }

  /** The name, unique in the model. */
  public String name() {
    return name;
  }

  /** The shape of an input, without the batch. */
  public Shape inputShape() {
    return inputShape;
  }

  /** The shape of a result, without the batch. */
  public Shape outputShape() {
    return outputShape;
  }

  /** The weights in Keras's order: those that gradients train, then the others. */
  public List<Weight> weights() {
    return weights;
  }

  /** Whether training changes the layer, from the next {@code compile} on. */
  public boolean trainable() {
    return trainable;
  }

  /** Freezes the layer or thaws it. As in Keras this takes effect at the next {@code compile}. */
  public void setTrainable(boolean trainable) {
    this.trainable = trainable;
  }

  /** The number of all numbers in the weights. */
  public long parameters() {
    return weights.stream().mapToLong(weight -> weight.variable().shape().elements()).sum();
  }

  /** Copies of the weights, in the order of {@link #weights}. */
  public List<Tensor> getWeights() {
    List<Tensor> values = new ArrayList<>();
    for (Weight weight : weights) {
      values.add(Tensor.of(store.get(weight.variable()), weight.variable().shape()));
    }
    return values;
  }

  /**
   * Sets the weights, in the order of {@link #weights}.
   *
   * @throws IllegalArgumentException if number or shapes differ; no weight is changed then
   */
  public void setWeights(List<Tensor> values) {
    check(values);
    for (int i = 0; i < values.size(); i++) {
      store.set(weights.get(i).variable(), values.get(i).buffer());
    }
  }

  void check(List<Tensor> values) {
    if (values.size() != weights.size()) {
      throw new IllegalArgumentException(
          "Expected "
              + weights.size()
              + " weights for the layer "
              + name
              + ". Received: "
              + values.size());
    }
    for (int i = 0; i < values.size(); i++) {
      Shape shape = weights.get(i).variable().shape();
      if (!values.get(i).shape().equals(shape)) {
        throw new IllegalArgumentException(
            "Expected the shape "
                + shape
                + " for "
                + name
                + "/"
                + weights.get(i).name()
                + ". Received: "
                + values.get(i).shape());
      }
    }
  }

  @Override
  public String toString() {
    return name + " (" + layer.className() + ") " + inputShape + " -> " + outputShape;
  }
}
