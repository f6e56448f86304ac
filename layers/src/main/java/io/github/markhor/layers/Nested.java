package io.github.markhor.layers;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Sequential model within another, as one layer. The layers of one called {@code base} are {@code
 * model.layer("base/conv2d")} and so on; freezing it freezes them all. See <a
 * href="https://keras.io/guides/transfer_learning/">Keras: transfer learning</a>.
 *
 * <p>It may begin with Input, whose shape then has to match the outer model's. {@link
 * #of(Sequential)} brings a copy of the model's weights. Unlike in Keras they are not shared: what
 * the outer model learns does not change the inner one.
 */
public final class Nested extends AbstractLayer<Nested> {
  private final Layer input;
  private final List<Layer> layers;
  private List<Tensor> initialWeights = List.of();

  private Nested(List<? extends Layer> given) {
    boolean hasInput = !given.isEmpty() && given.get(0).isInput();
    input = hasInput ? given.get(0) : null;
    layers = List.copyOf(hasInput ? given.subList(1, given.size()) : given);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one layer in a nested model. Received: none");
    }
  }

  public static Nested of(Layer... layers) {
    return of(List.of(layers));
  }

  public static Nested of(List<? extends Layer> layers) {
    Shape shape = layers.isEmpty() ? null : layers.get(0).inputShape();
    Nested nested = new Nested(layers);
    return shape == null ? nested : nested.inputShape(shape.toArray());
  }

  /**
   * The layers of a model, under its name and theirs, as frozen as they are now, with a copy of its
   * weights and in the types that it computes in.
   */
  public static Nested of(Model model) {
    List<Layer> layers = new ArrayList<>(List.of(Input.of(model.inputShape().toArray())));
    model.layers().forEach(layer -> layers.add(description(layer)));
    List<Tensor> weights = List.copyOf(model.getWeights());
    return of(layers)
        .name(model.name())
        .dtype(model.options().dtype())
        .with(nested -> nested.initialWeights = weights);
  }

  private static Layer description(BuiltLayer built) {
    if (built.layer() instanceof Nested nested) {
      List<Layer> inner = new ArrayList<>();
      if (nested.input != null) {
        inner.add(nested.input);
      }
      built.layers().forEach(layer -> inner.add(description(layer)));
      return of(inner).name(built.name()).dtype(nested.dtype());
    }
    return built.layer() instanceof AbstractLayer<?> layer
        ? layer.name(built.name()).trainable(built.trainable())
        : built.layer();
  }

  @Override
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public List<Tensor> initialWeights() {
    return initialWeights;
  }

  @Override
  public Shape outputShape(Shape shape) {
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
  public Value call(Value x, LayerContext context) {
    return context.callLayers(x);
  }

  /** The name of the class in Keras. */
  @Override
  public String className() {
    return "Sequential";
  }

  @Override
  protected void addTo(Config config) {
    List<Layer> all = new ArrayList<>(layers);
    if (input != null) {
      all.add(0, input);
    }
    config.with("layers", all);
  }

  /** As in Keras, only the inner layers say what trains. */
  static Nested fromConfig(Config config) {
    if (!(config.get("layers") instanceof List<?> descriptions)) {
      throw new ConfigException(
          "Expected a list of layers of Sequential. Received: " + config.get("layers"));
    }
    List<Layer> layers = new ArrayList<>();
    Findings wrong = new Findings();
    for (Object description : descriptions) {
      try {
        layers.add(Registry.make(Layer.class, description, config.dialect()));
      } catch (ConfigException problem) {
        String message = problem.getMessage();
        wrong.add(classOf(description), nameOf(description) + message, message);
      }
    }
    if (!wrong.isEmpty()) {
      throw new ConfigException(String.join("; ", wrong.texts()));
    }
    Nested nested = of(layers).configured(config);
    Shape shape = layers.get(0).inputShape();
    return (shape == null ? nested : nested.inputShape(shape.toArray()))
        .trainable(layers.stream().anyMatch(Layer::trainable));
  }

  private static String classOf(Object description) {
    return description instanceof Map<?, ?> map ? String.valueOf(map.get("class_name")) : "layer";
  }

  private static String nameOf(Object description) {
    return description instanceof Map<?, ?> map
            && map.get("config") instanceof Map<?, ?> config
            && config.get("name") instanceof String name
        ? name + ": "
        : "";
  }
}
