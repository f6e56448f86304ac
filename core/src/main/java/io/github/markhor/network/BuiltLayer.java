package io.github.markhor.network;

import io.github.markhor.backend.VariableStore;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A layer in a model: its description, its place in the chain, its weights. */
public final class BuiltLayer {
  private final LayerPlan plan;
  private final List<BuiltLayer> inner;
  private final List<Weight> weights;
  private final VariableStore store;
  private boolean trainable = true;

  BuiltLayer(LayerPlan plan, VariableStore store) {
    this.plan = plan;
    this.inner = plan.inner().stream().map(each -> new BuiltLayer(each, store)).toList();
    this.weights = plan.allWeights().toList();
    this.store = store;
    if (!plan.layer().trainable()) {
      setTrainable(false);
    }
  }

  /** The layer as it was given to the model: its description, without weights. */
  public Layer layer() {
    return plan.layer();
  }

  /** The name, unique among the layers beside it. */
  public String name() {
    return plan.name();
  }

  /** The name, for a layer within others behind theirs: {@code base/conv2d}. */
  public String path() {
    return plan.path();
  }

  /** The layers within this one, in order; empty for most. */
  public List<BuiltLayer> layers() {
    return inner;
  }

  /** This layer and then all within it, in order. */
  public Stream<BuiltLayer> withInner() {
    return Stream.concat(Stream.of(this), inner.stream().flatMap(BuiltLayer::withInner));
  }

  /** The shape of an input, without the batch. */
  public Shape inputShape() {
    return plan.inputShape();
  }

  /** The shape of a result, without the batch. */
  public Shape outputShape() {
    return plan.outputShape();
  }

  /**
   * The weights in Keras's order: those that gradients train, then the others; after them those of
   * the layers within, layer by layer.
   */
  public List<Weight> weights() {
    return weights;
  }

  /** The weights that belong to no layer within this one. */
  public List<Weight> ownWeights() {
    return plan.weights();
  }

  /** Whether training changes the layer, from the next {@code compile} on. */
  public boolean trainable() {
    return trainable;
  }

  /**
   * Freezes the layer and all within it, or thaws them. As in Keras this takes effect at the next
   * {@code compile}, and a layer within may be set otherwise afterwards.
   */
  public void setTrainable(boolean trainable) {
    this.trainable = trainable;
    inner.forEach(layer -> layer.setTrainable(trainable));
  }

  /** The number of all numbers in the weights. */
  public long parameters() {
    return weights.stream().mapToLong(weight -> weight.variable().shape().elements()).sum();
  }

  /** Copies of the weights, in the order of {@link #weights}. */
  public List<Tensor> getWeights() {
    List<Tensor> values = new ArrayList<>();
    for (Weight weight : weights) {
      values.add(Tensor.of(getWeight(weight), weight.variable().shape()));
    }
    return values;
  }

  /** A copy of one of the weights, in C order. */
  public float[] getWeight(Weight weight) {
    return store.get(weight.variable());
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
              + path()
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
                + weights.get(i).variable().name()
                + ". Received: "
                + values.get(i).shape());
      }
    }
  }

  @Override
  public String toString() {
    return path() + " (" + layer().className() + ") " + inputShape() + " -> " + outputShape();
  }
}
