package io.github.markhor.file.keras;

import io.github.markhor.config.Configurable;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.Description;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.PlainNames;
import io.github.markhor.file.StoredOutput;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.layer.Layer;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From descriptions to the JSON that Keras 3 itself writes: each with the module of Keras that its
 * class is found in, and without what Markhor alone knows.
 */
final class ToKeras3 {
  /** Layers that Keras has for one of its networks alone, and where it finds them. */
  private static final Map<String, String> OF_NETWORKS =
      Map.of(
          "LayerScale", "keras.src.applications.convnext",
          "StochasticDepth", "keras.src.applications.convnext",
          "CustomScaleLayer", "keras.src.applications.inception_resnet_v2");

  private ToKeras3() {}

  /** A whole model, not compiled; more can be put into the result. */
  static JsonObject model(Architecture model) {
    JsonObject config =
        new JsonObject().with("name", PlainNames.of(model.name())).with("trainable", true);
    putLayers(config, model);
    return described(model, config);
  }

  private static JsonObject described(Architecture model, JsonObject config) {
    return model.wiring() == null
        ? KerasModules.described("keras", "Sequential", config)
        : KerasModules.described("keras.src.models.functional", "Functional", config)
            .with("registered_name", "Functional");
  }

  private static void putLayers(JsonObject config, Architecture model) {
    if (model.wiring() == null) {
      Map<String, String> names = PlainNames.of(model);
      config.with(
          "layers",
          model.layers().stream().map(layer -> layer(layer, names.get(layer.name()))).toList());
      return;
    }
    WiringWriter wiring = new WiringWriter(model, true);
    List<JsonObject> layers = new ArrayList<>();
    for (LayerDescription layer : model.layers()) {
      layers.add(
          OperationWriter.isOperation(layer)
              ? new OperationWriter(layer, wiring).forKeras3()
              : layer(layer, wiring.name(layer.name()))
                  .with("name", wiring.name(layer.name()))
                  .with("inbound_nodes", wiring.calls(layer)));
    }
    config
        .with("layers", layers)
        .with("input_layers", wiring.inputs())
        .with("output_layers", wiring.outputs());
  }

  /** A layer, or a model with its layers. */
  private static JsonObject layer(LayerDescription given, String name) {
    String className = given.className();
    Map<String, Object> arguments = new LinkedHashMap<>(given.config().values());
    if (className.equals("SpatialDropout2D")) {
      // Keras 3 refuses it for this layer alone.
      arguments.remove("trainable");
    }
    arguments.computeIfPresent("name", (key, own) -> name);
    arguments.keySet().removeIf(argument -> OwnArguments.has(className, argument));
    JsonObject config = KerasModules.inAll(arguments);
    LayerDescription wrapped = WrappedLayers.in(given);
    if (wrapped != null) {
      config.with(WrappedLayers.ARGUMENT, layer(wrapped, PlainNames.of(wrapped.name())));
    }
    if (given.model() != null) {
      putLayers(config, given.model());
      return described(given.model(), config);
    }
    boolean ofKeras = Registry.knows(Layer.class, className);
    String ofNetwork = OF_NETWORKS.get(className);
    if (ofNetwork != null) {
      return KerasModules.described(ofNetwork, className, config)
          .with("registered_name", className);
    }
    JsonObject layer =
        KerasModules.described(ofKeras ? KerasModules.LAYERS : null, className, config);
    OwnArguments.put(layer, Dialect.KERAS_3, className, given.config().values());
    return ofKeras ? layer : layer.with("registered_name", className);
  }

  /**
   * How a model was compiled; null if Keras does not know its loss.
   *
   * @param byName whether the model gives a map
   */
  static JsonObject compiled(StoredTraining training, boolean byName) {
    boolean unknown =
        training.outputs().stream()
            .map(StoredOutput::loss)
            .anyMatch(loss -> loss != null && !KerasNamed.knows(Loss.class, loss));
    if (unknown) {
      return null;
    }
    Object weighted =
        TrainingConfig.metrics(training, byName, output -> metrics(output.weightedMetrics()));
    return new JsonObject()
        .with("optimizer", optimizer(training))
        .with(
            "loss",
            TrainingConfig.losses(
                training, byName, loss -> named(Loss.class, "keras.losses", loss)))
        .with("loss_weights", TrainingConfig.lossWeights(training, byName))
        .with(
            "metrics",
            TrainingConfig.metrics(training, byName, output -> metrics(output.metrics())))
        .with("weighted_metrics", List.of().equals(weighted) ? null : weighted)
        .with("run_eagerly", false)
        .with("steps_per_execution", 1)
        .with("jit_compile", false);
  }

  private static List<Object> metrics(List<Description> descriptions) {
    List<Object> known = new ArrayList<>();
    for (Description metric : descriptions) {
      if (KerasNamed.knows(Metric.class, metric)) {
        known.add(named(Metric.class, "keras.metrics", metric));
      }
    }
    return known;
  }

  /** A loss or metric: its name where all arguments are the defaults. */
  private static Object named(
      Class<? extends Configurable> type, String module, Description description) {
    String name = KerasNamed.nameOf(type, description);
    return name != null
        ? name
        : KerasModules.described(
            module, description.className(), KerasModules.inAll(description.config().values()));
  }

  /** The optimizer without decay, which Keras 3 knows as a schedule only. */
  private static JsonObject optimizer(StoredTraining training) {
    Description given = training.optimizer();
    Map<String, Object> config = new LinkedHashMap<>(given.config().values());
    if (training.learningRate() != null) {
      config.put("learning_rate", training.learningRate());
    }
    if (decays(given)) {
      config.put(
          "learning_rate",
          KerasModules.inverseTimeDecay(config.get("learning_rate"), config.get("decay")));
    }
    config.keySet().removeAll(Set.of("decay", TrainingConfig.LEGACY_EPSILON));
    boolean ofKeras = Registry.knows(Optimizer.class, given.className());
    return KerasModules.described(
        ofKeras ? "keras.optimizers" : null, given.className(), KerasModules.inAll(config));
  }

  private static boolean decays(Description optimizer) {
    return optimizer.config().get("decay") instanceof Number rate && rate.doubleValue() != 0;
  }

  /** The learning rate that the optimizer is to have as a variable; null where it has none. */
  static Double rate(StoredTraining training) {
    return decays(training.optimizer()) ? null : training.learningRate();
  }
}
