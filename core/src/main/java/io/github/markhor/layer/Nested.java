package io.github.markhor.layer;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model within another, as one layer with weights of its own. The layers of one called {@code
 * base} are {@code model.layer("base/conv2d")} and so on; freezing it freezes them all. A model
 * that there is already, with what it has learned, becomes a layer by {@code Model.asLayer}. See <a
 * href="https://keras.io/guides/transfer_learning/">Keras: transfer learning</a>.
 *
 * <p>A chain may begin with Input, whose shape then has to match the outer model's.
 */
public final class Nested extends AbstractLayer<Nested> {
  private final Layer input;
  private final List<Layer> layers;
  private final LayerGraph graph;

  private Nested(List<? extends Layer> given) {
    boolean hasInput = !given.isEmpty() && given.get(0).isInput();
    input = hasInput ? given.get(0) : null;
    layers = List.copyOf(hasInput ? given.subList(1, given.size()) : given);
    graph = null;
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one layer in a nested model. Received: none");
    }
  }

  private Nested(LayerGraph graph) {
    this.input = null;
    this.layers = List.of();
    this.graph = graph;
  }

  /** Layers one after the other, as a Sequential model within another. */
  public static Nested of(Layer... layers) {
    return of(List.of(layers));
  }

  /** Layers one after the other, as a Sequential model within another. */
  public static Nested of(List<? extends Layer> layers) {
    Shape shape = layers.isEmpty() ? null : layers.get(0).inputShape();
    Nested nested = new Nested(layers);
    return shape == null ? nested : nested.inputShape(shape.toArray());
  }

  /** A network with branches, as a functional model within another. */
  public static Nested of(LayerGraph graph) {
    return new Nested(graph);
  }

  /** The Input that the chain begins with; null where it has none. */
  public Layer input() {
    return input;
  }

  @Override
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public LayerGraph graph() {
    return graph;
  }

  @Override
  public Shape outputShape(Shape shape) {
    if (graph != null) {
      return graph.outputShapes(List.of(shape)).get(0);
    }
    if (input != null) {
      input.outputShape(shape);
    }
    Shape result = shape;
    for (Layer layer : layers) {
      result = layer.outputShape(result);
    }
    return result;
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return graph == null ? super.outputShapes(inputs) : graph.outputShapes(inputs);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    return List.of();
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return context.callLayers(x);
  }

  @Override
  public List<Value> call(List<Value> inputs, LayerContext context) {
    return context.callLayers(inputs);
  }

  /** The name of the class in Keras. */
  @Override
  public String className() {
    return graph == null ? "Sequential" : "Functional";
  }

  @Override
  protected void addTo(Config config) {
    List<Layer> all = new ArrayList<>();
    if (graph != null) {
      all.addAll(CallOrder.of(graph).layers());
    } else {
      if (input != null) {
        all.add(input);
      }
      all.addAll(layers);
    }
    config.with("layers", all);
  }

  /** A chain as a file describes it. As in Keras, only the inner layers say what trains. */
  public static Nested described(Config config, List<? extends Layer> layers) {
    Shape shape = layers.get(0).inputShape();
    Nested nested = of(layers).configured(config);
    return (shape == null ? nested : nested.inputShape(shape.toArray()))
        .trainable(layers.stream().anyMatch(Layer::trainable));
  }

  /** A chain as it stands in JSON within the config of another layer. */
  public static Nested fromConfig(Config config) {
    if (!(config.get("layers") instanceof List<?> descriptions)) {
      throw new ConfigException(
          "Expected a list of layers of Sequential. Received: " + config.get("layers"));
    }
    List<Layer> layers = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Object description : descriptions) {
      try {
        layers.add(Registry.make(Layer.class, description, config.dialect()));
      } catch (ConfigException problem) {
        wrong.add(nameOf(description) + problem.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      throw new ConfigException(String.join("; ", wrong));
    }
    return described(config, layers);
  }

  private static String nameOf(Object description) {
    return description instanceof Map<?, ?> map
            && map.get("config") instanceof Map<?, ?> config
            && config.get("name") instanceof String name
        ? name + ": "
        : "";
  }

  /** A network with branches as a file describes it. */
  public static Nested described(Config config, LayerGraph graph) {
    return of(graph).configured(config);
  }
}
