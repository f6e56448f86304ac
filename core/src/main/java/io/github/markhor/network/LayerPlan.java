package io.github.markhor.network;

import io.github.markhor.graph.Variable;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A layer's place in a chain, before there is memory for weights.
 *
 * @param path the name behind those of the layers around it, separated by '/'
 * @param weights its own, those that train first
 * @param inner the layers within it
 */
record LayerPlan(
    Layer layer,
    String name,
    String path,
    Shape inputShape,
    Shape outputShape,
    List<Weight> weights,
    List<LayerPlan> inner) {
  /** Names layers, follows the shapes and makes the variables. */
  static List<LayerPlan> of(List<Layer> layers, Shape inputShape) {
    return of(layers, inputShape, "");
  }

  private static List<LayerPlan> of(List<Layer> layers, Shape inputShape, String prefix) {
    List<String> names = LayerNames.of(layers);
    List<LayerPlan> plans = new ArrayList<>();
    Shape shape = inputShape;
    for (int i = 0; i < layers.size(); i++) {
      LayerPlan plan = of(layers.get(i), names.get(i), prefix + names.get(i), shape);
      plans.add(plan);
      shape = plan.outputShape();
    }
    return plans;
  }

  private static LayerPlan of(Layer layer, String name, String path, Shape shape) {
    if (layer.isInput()) {
      throw new IllegalArgumentException(
          "Expected Input as the first layer only. Received: " + layer + " later");
    }
    try {
      Shape result = layer.outputShape(shape);
      List<WeightSpec> specs = new ArrayList<>(layer.weights(shape));
      specs.sort(Comparator.comparing(spec -> !spec.trainable()));
      List<Weight> weights =
          specs.stream()
              .map(spec -> new Weight(spec, new Variable(path + "/" + spec.name(), spec.shape())))
              .toList();
      List<LayerPlan> inner = of(layer.layers(), shape, path + "/");
      return new LayerPlan(layer, name, path, shape, result, weights, inner);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "The layer "
              + name
              + " ("
              + layer.className()
              + ") cannot follow an output of shape "
              + shape
              + ": "
              + wrong.getMessage(),
          wrong);
    }
  }

  /** All weights, those of the layers within after its own. */
  Stream<Weight> allWeights() {
    return Stream.concat(weights.stream(), inner.stream().flatMap(LayerPlan::allWeights));
  }
}
