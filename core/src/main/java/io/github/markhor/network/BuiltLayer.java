package io.github.markhor.network;

import io.github.markhor.backend.VariableStore;
import io.github.markhor.graph.Variable;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.OpenSizes;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A layer in a model: its description, its place in the chain, its weights. */
public final class BuiltLayer {
  private final Layer layer;
  private final String name;
  private final String path;
  private final List<Shape> inputShapes;
  private final List<Shape> outputShapes;
  private final List<Weight> ownWeights;
  private final CallGraph inner;
  private VariableStore store;
  private boolean trainable = true;

  private BuiltLayer(
      Layer layer,
      String name,
      String path,
      List<Shape> inputShapes,
      List<Shape> outputShapes,
      List<Weight> ownWeights,
      CallGraph inner) {
    this.layer = layer;
    this.name = name;
    this.path = path;
    this.inputShapes = inputShapes;
    this.outputShapes = outputShapes;
    this.ownWeights = ownWeights;
    this.inner = inner;
    if (!layer.trainable()) {
      setTrainable(false);
    }
  }

  /**
   * Follows a layer's shapes and makes its variables, for which there is no memory yet.
   *
   * @param path the name behind those of the layers around it, separated by '/'
   * @param inputs the shapes of its inputs where it is called first
   * @throws IllegalArgumentException if it cannot take these
   */
  static BuiltLayer of(Layer layer, String name, String path, List<Shape> inputs) {
    if (layer.isInput()) {
      throw new IllegalArgumentException(
          "Expected Input as the first layer only. Received: " + layer + " later");
    }
    try {
      List<Shape> outputs = List.copyOf(layer.outputShapes(inputs));
      List<Weight> weights =
          specs(layer, inputs).stream()
              .map(spec -> new Weight(spec, new Variable(path + "/" + spec.name(), spec.shape())))
              .toList();
      return new BuiltLayer(
          layer, name, path, inputs, outputs, weights, inner(layer, path + "/", inputs));
    } catch (IllegalArgumentException wrong) {
      throw cannotFollow(name, layer, inputs, wrong);
    }
  }

  private static IllegalArgumentException cannotFollow(
      String name, Layer layer, List<Shape> inputs, IllegalArgumentException wrong) {
    return new IllegalArgumentException(
        "The layer "
            + name
            + " ("
            + layer.className()
            + ") cannot follow an output of shape "
            + (inputs.size() == 1 ? inputs.get(0) : inputs)
            + ": "
            + wrong.getMessage(),
        wrong);
  }

  /** What this layer and the same one for other sizes of its inputs have in common. */
  BuiltLayer common(BuiltLayer other) {
    for (int i = 0; i < ownWeights.size(); i++) {
      Shape shape = ownWeights.get(i).variable().shape();
      if (!shape.equals(other.ownWeights.get(i).variable().shape())) {
        throw new IllegalArgumentException(
            "the weight "
                + ownWeights.get(i).variable().name()
                + " of the layer "
                + name
                + " ("
                + layer.className()
                + "), whose shape follows from the size of the input");
      }
    }
    return new BuiltLayer(
        layer,
        name,
        path,
        CallGraph.each(inputShapes, other.inputShapes, OpenSizes::common),
        CallGraph.each(outputShapes, other.outputShapes, OpenSizes::common),
        ownWeights,
        inner == null ? null : inner.common(other.inner));
  }

  /**
   * The shapes of the results for inputs of known sizes.
   *
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  List<Shape> outputShapes(List<Shape> inputs) {
    try {
      return layer.outputShapes(inputs);
    } catch (IllegalArgumentException wrong) {
      throw cannotFollow(path, layer, inputs, wrong);
    }
  }

  private static CallGraph inner(Layer layer, String prefix, List<Shape> inputs) {
    if (layer.graph() != null) {
      return CallGraph.of(layer.graph(), inputs, prefix);
    }
    List<Layer> chain = layer.layers();
    return chain.isEmpty() ? null : CallGraph.chain(null, chain, inputs.get(0), prefix);
  }

  /** The weights that a layer wants, those that train first. */
  private static List<WeightSpec> specs(Layer layer, List<Shape> inputs) {
    List<WeightSpec> specs = new ArrayList<>(layer.weights(inputs));
    specs.sort(Comparator.comparing(spec -> !spec.trainable()));
    return specs;
  }

  /** Refuses inputs for which the layer, which is shared, would want weights of other shapes. */
  void checkWeights(List<Shape> inputs) {
    List<Shape> wanted = specs(layer, inputs).stream().map(WeightSpec::shape).toList();
    List<Shape> has = ownWeights.stream().map(weight -> weight.variable().shape()).toList();
    if (!wanted.equals(has)) {
      throw new IllegalArgumentException(
          "Expected the shared layer "
              + path
              + " to be called with inputs like "
              + inputShapes
              + ", for which its weights are made. Received: "
              + inputs);
    }
  }

  /** Says where the weights lie, once there is memory. */
  void place(VariableStore memory) {
    store = memory;
    layers().forEach(each -> each.place(memory));
  }

  /** The layer as it was given to the model: its description, without weights. */
  public Layer layer() {
    return layer;
  }

  /** The name, unique among the layers beside it. */
  public String name() {
    return name;
  }

  /** The name, for a layer within others behind theirs: {@code base/conv2d}. */
  public String path() {
    return path;
  }

  /** The layers within this one, in order; empty for most. */
  public List<BuiltLayer> layers() {
    return inner == null ? List.of() : inner.layers();
  }

  /** The network within the layer; null for most. */
  CallGraph inner() {
    return inner;
  }

  /** This layer and then all within it, in order. */
  public Stream<BuiltLayer> withInner() {
    return Stream.concat(Stream.of(this), layers().stream().flatMap(BuiltLayer::withInner));
  }

  /** The shape of an input, without the batch; of several the first. */
  public Shape inputShape() {
    return inputShapes.get(0);
  }

  /** The shapes of the inputs, without the batch, where the layer is called first. */
  public List<Shape> inputShapes() {
    return inputShapes;
  }

  /** The shape of a result, without the batch; of several the first. */
  public Shape outputShape() {
    return outputShapes.get(0);
  }

  /** The shapes of the results, without the batch, where the layer is called first. */
  public List<Shape> outputShapes() {
    return outputShapes;
  }

  /**
   * The weights in Keras's order: those that gradients train, then the others; after them those of
   * the layers within, layer by layer.
   */
  public List<Weight> weights() {
    return withInner().flatMap(layer -> layer.ownWeights.stream()).toList();
  }

  /** The weights that belong to no layer within this one. */
  public List<Weight> ownWeights() {
    return ownWeights;
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
    layers().forEach(each -> each.setTrainable(trainable));
  }

  /** The number of all numbers in the weights. */
  public long parameters() {
    return weights().stream().mapToLong(weight -> weight.variable().shape().elements()).sum();
  }

  /** Copies of the weights, in the order of {@link #weights}. */
  public List<Tensor> getWeights() {
    List<Tensor> values = new ArrayList<>();
    for (Weight weight : weights()) {
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
    List<Weight> weights = weights();
    for (int i = 0; i < values.size(); i++) {
      store.set(weights.get(i).variable(), values.get(i).buffer());
    }
  }

  void check(List<Tensor> values) {
    List<Weight> weights = weights();
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
