package io.github.markhor.network;

import io.github.markhor.backend.VariableStore;
import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.OpenSizes;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A layer in a model: its description and its weights. Given to another model, or applied to
 * symbols, it stays what it is: what one model learns, the other knows.
 */
public final class BuiltLayer implements Layer {
  private final Layer layer;
  private final String name;
  private final List<Shape> inputShapes;
  private final List<Shape> outputShapes;
  private final List<Weight> ownWeights;
  private final CallGraph inner;
  private VariableStore store;
  private Symbol output;
  private boolean trainable = true;

  BuiltLayer(
      Layer layer,
      String name,
      List<Shape> inputShapes,
      List<Shape> outputShapes,
      List<Weight> ownWeights,
      CallGraph inner) {
    this.layer = layer;
    this.name = name;
    this.inputShapes = inputShapes;
    this.outputShapes = outputShapes;
    this.ownWeights = ownWeights;
    this.inner = inner;
    if (!layer.trainable()) {
      setTrainable(false);
    }
  }

  /** What this layer and the same one for other sizes of its inputs have in common. */
  BuiltLayer common(BuiltLayer other) {
    if (other == this) {
      return this;
    }
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
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    try {
      return layer.outputShapes(inputs);
    } catch (IllegalArgumentException wrong) {
      throw LayerBuilder.cannotFollow(name, layer, inputs, wrong);
    }
  }

  /**
   * A model as a layer.
   *
   * @param description of the model, with its name
   * @param network of the model, whose layers this one shares
   */
  public static BuiltLayer of(Layer description, CallGraph network) {
    return new BuiltLayer(
        description,
        description.name(),
        network.inputs().stream().map(CallGraph.Input::shape).toList(),
        network.outputs().stream().map(CallGraph.Output::shape).toList(),
        List.of(),
        network);
  }

  /** Refuses inputs for which the layer, which is shared, would want weights of other shapes. */
  void checkWeights(List<Shape> inputs) {
    if (inputs.equals(inputShapes)) {
      return;
    }
    if (inner != null) {
      inner.checkWeights(inputs);
    }
    List<Shape> wanted = LayerBuilder.specs(layer, inputs).stream().map(WeightSpec::shape).toList();
    List<Shape> has = ownWeights.stream().map(weight -> weight.variable().shape()).toList();
    if (!wanted.equals(has)) {
      throw new IllegalArgumentException(
          "Expected the shared layer "
              + name
              + " to be called with inputs like "
              + inputShapes
              + ", for which its weights are made. Received: "
              + inputs);
    }
  }

  /** Says where the layer's own weights lie, once there is memory. */
  void place(VariableStore memory) {
    store = memory;
  }

  /** The memory of the layer's own weights; null before there is any. */
  VariableStore store() {
    return store;
  }

  /** Whether the last model that the layer was in has been closed. */
  boolean isClosed() {
    return store != null && store.isClosed();
  }

  /** Notes the first result of the layer's first call. */
  void comesOutAs(Symbol symbol) {
    output = output == null ? symbol : output;
  }

  /**
   * The layer's result where it is called first in the first model that it was in: what another
   * model may begin or end with, to share the weights. Keras's {@code layer.output}.
   *
   * @throws IllegalStateException for a layer within another
   */
  public Symbol output() {
    if (output == null) {
      throw new IllegalStateException(
          "Expected a layer that is not within another; ask that model for it. Received: " + name);
    }
    return output;
  }

  /** The layer as it was given to the model: its description, without weights. */
  public Layer layer() {
    return layer;
  }

  /** The name, unique among the layers beside it. */
  @Override
  public String name() {
    return name;
  }

  @Override
  public DTypePolicy dtype() {
    return layer.dtype();
  }

  @Override
  public Regularizer activityRegularizer() {
    return layer.activityRegularizer();
  }

  @Override
  public String className() {
    return layer.className();
  }

  /** The description's arguments, with the name and {@code trainable} as they are now. */
  @Override
  public Config config() {
    Config config = new Config();
    layer.config().values().forEach(config::with);
    return config.with("name", name).with("trainable", trainable || trainsWithin());
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return layer.weights(input);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    return layer.weights(inputs);
  }

  @Override
  public Shape outputShape(Shape input) {
    return outputShapes(List.of(input)).get(0);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return layer.call(x, context);
  }

  @Override
  public List<Value> call(List<Value> inputs, LayerContext context) {
    return layer.call(inputs, context);
  }

  /** The layers within this one, in order; empty for most. */
  @Override
  public List<BuiltLayer> layers() {
    return inner == null ? List.of() : inner.layers();
  }

  /** The network within the layer; null for most. */
  public CallGraph inner() {
    return inner;
  }

  /** This layer and then all within it, in order, each once. */
  public Stream<BuiltLayer> withInner() {
    return located().map(Located::layer);
  }

  /**
   * A layer and where it is.
   *
   * @param path its name, behind those of the layers around it: {@code base/conv2d}
   */
  public record Located(String path, BuiltLayer layer) {}

  /** This layer and then all within it, in order, each once, with paths that begin here. */
  public Stream<Located> located() {
    if (inner == null) {
      return Stream.of(new Located(name, this));
    }
    List<Located> all = new ArrayList<>();
    addTo(all, "", Collections.newSetFromMap(new IdentityHashMap<>()));
    return all.stream();
  }

  private void addTo(List<Located> all, String prefix, Set<BuiltLayer> known) {
    if (known.add(this)) {
      all.add(new Located(prefix + name, this));
      layers().forEach(layer -> layer.addTo(all, prefix + name + "/", known));
    }
  }

  /** The shape of an input, without the batch; of several the first. */
  @Override
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

  /**
   * Whether a layer within trains. Keras trains nothing within a layer that is frozen, so that one
   * which is thawed again in part is written as one that trains, with the frozen layers within.
   */
  private boolean trainsWithin() {
    return layers().stream().anyMatch(layer -> layer.trainable || layer.trainsWithin());
  }

  /** Whether training changes the layer, from the next {@code compile} on. */
  @Override
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
    return WeightValues.get(withInner().toList());
  }

  /** A copy of one of the layer's own weights, in C order. */
  public float[] getWeight(Weight weight) {
    return store.get(weight.variable());
  }

  /**
   * Sets the weights, in the order of {@link #weights}.
   *
   * @throws IllegalArgumentException if number or shapes differ; no weight is changed then
   */
  public void setWeights(List<Tensor> values) {
    WeightValues.set(withInner().toList(), values, " for the layer " + name);
  }

  @Override
  public String toString() {
    return name + " (" + layer().className() + ") " + inputShape() + " -> " + outputShape();
  }
}
