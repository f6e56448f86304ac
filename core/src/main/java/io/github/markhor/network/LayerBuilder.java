package io.github.markhor.network;

import io.github.markhor.graph.Variable;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes layers of descriptions: follows their shapes, and makes variables without memory. */
final class LayerBuilder {
  private LayerBuilder() {}

  /**
   * The layer that a description becomes.
   *
   * @param layer a description, or a layer of another model, which is given back
   * @param prefix before the names of its variables
   * @param inputs the shapes of its inputs where it is called first
   * @throws IllegalArgumentException if it cannot take these
   */
  static BuiltLayer build(Layer layer, String name, String prefix, List<Shape> inputs) {
    if (layer.isInput()) {
      throw new IllegalArgumentException(
          "Expected Input as the first layer only. Received: " + layer + " later");
    }
    if (layer instanceof BuiltLayer built) {
      built.checkWeights(inputs);
      return built;
    }
    String path = prefix + name + "/";
    try {
      List<Shape> outputs = List.copyOf(layer.outputShapes(inputs));
      List<Weight> weights =
          specs(layer, inputs).stream()
              .map(spec -> new Weight(spec, new Variable(path + spec.name(), spec.shape())))
              .toList();
      return new BuiltLayer(layer, name, inputs, outputs, weights, inner(layer, path, inputs));
    } catch (IllegalArgumentException wrong) {
      throw cannotFollow(name, layer, inputs, wrong);
    }
  }

  private static CallGraph inner(Layer layer, String prefix, List<Shape> inputs) {
    if (layer.graph() != null) {
      return CallGraph.of(layer.graph(), inputs, prefix);
    }
    List<? extends Layer> chain = layer.layers();
    return chain.isEmpty() ? null : CallGraph.chain(null, chain, inputs.get(0), prefix);
  }

  /** The weights that a layer wants, those that train first. */
  static List<WeightSpec> specs(Layer layer, List<Shape> inputs) {
    List<WeightSpec> specs = new ArrayList<>(layer.weights(inputs));
    specs.sort(Comparator.comparing(spec -> !spec.trainable()));
    return specs;
  }

  static IllegalArgumentException cannotFollow(
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
}
