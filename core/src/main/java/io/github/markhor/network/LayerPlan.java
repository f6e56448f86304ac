package io.github.markhor.network;

import io.github.markhor.graph.Variable;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
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
  /**
   * Two sizes to try where one is not known. What differs between them depends on the size; large
   * enough for networks that halve their pictures many times.
   */
  private static final int[] TRIED = {256, 384};

  /**
   * Names layers, follows the shapes and makes the variables.
   *
   * @param inputShape may have sizes that are not known; then the plans' shapes do, too
   * @throws IllegalArgumentException if a layer cannot follow the one before, or has weights that
   *     depend on a size that is not known
   */
  static List<LayerPlan> of(List<Layer> layers, Shape inputShape) {
    if (inputShape.isKnown()) {
      return of(layers, inputShape, "");
    }
    try {
      return anySize(of(layers, tried(inputShape, 0), ""), of(layers, tried(inputShape, 1), ""));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "Expected layers that take inputs of any size, as the input "
              + inputShape
              + " says; else state its sizes. Received: "
              + wrong.getMessage(),
          wrong);
    }
  }

  /** A shape with sizes to try in place of those that are not known. */
  static Shape tried(Shape shape) {
    return tried(shape, 0);
  }

  private static Shape tried(Shape shape, int attempt) {
    return Shape.of(
        Arrays.stream(shape.toArray())
            .map(size -> size == Shape.UNKNOWN ? TRIED[attempt] : size)
            .toArray());
  }

  /** What two plans for different sizes have in common. */
  private static List<LayerPlan> anySize(List<LayerPlan> one, List<LayerPlan> other) {
    List<LayerPlan> both = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      LayerPlan plan = one.get(i);
      for (int j = 0; j < plan.weights.size(); j++) {
        Shape shape = plan.weights.get(j).variable().shape();
        Shape same = other.get(i).weights.get(j).variable().shape();
        if (!shape.equals(same)) {
          throw new IllegalArgumentException(
              "the weight "
                  + plan.weights.get(j).variable().name()
                  + " of the layer "
                  + plan.name
                  + " ("
                  + plan.layer.className()
                  + "), whose shape follows from the size of the input");
        }
      }
      both.add(
          new LayerPlan(
              plan.layer,
              plan.name,
              plan.path,
              common(plan.inputShape, other.get(i).inputShape),
              common(plan.outputShape, other.get(i).outputShape),
              plan.weights,
              anySize(plan.inner, other.get(i).inner)));
    }
    return both;
  }

  private static Shape common(Shape one, Shape other) {
    int[] sizes = one.toArray();
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] != other.size(axis)) {
        sizes[axis] = Shape.UNKNOWN;
      }
    }
    return Shape.partly(sizes);
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
      throw cannotFollow(name, layer, shape, wrong);
    }
  }

  static IllegalArgumentException cannotFollow(
      String name, Layer layer, Shape shape, IllegalArgumentException wrong) {
    return new IllegalArgumentException(
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

  /** All weights, those of the layers within after its own. */
  Stream<Weight> allWeights() {
    return Stream.concat(weights.stream(), inner.stream().flatMap(LayerPlan::allWeights));
  }
}
