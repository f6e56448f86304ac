package io.github.markhor.file.keras;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.file.Description;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.StoredOutput;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.text.Notices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * Keras's training_config, or compile_config: the arguments that compile was called with.
 *
 * @param optimizer without what Keras adds to the class's name
 * @param outputs for each output of the model
 * @param isNewOptimizer whether it is of the optimizers that came with Keras 2.11
 */
record TrainingConfig(Description optimizer, List<StoredOutput> outputs, boolean isNewOptimizer) {
  private static final Logger LOG = Notices.logger(TrainingConfig.class);

  /** How Keras 2.11 to 2.15 mark an optimizer of the new kind. */
  static final String NEW_OPTIMIZER = "Custom>";

  /** An argument that Markhor alone has: RMSprop is to compute as Keras did before 2.11. */
  static final String LEGACY_EPSILON = "legacy_epsilon";

  /**
   * The optimizer around another that scales the loss, for float16. What is loaded in float32 needs
   * no scale, so the other one is taken alone. Keras 2.4 to 2.10 add V1 to the name of the class,
   * 2.11 to 2.15 V3.
   */
  private static final String LOSS_SCALE = "LossScaleOptimizer";

  private static final Set<String> ACCURACY = Set.of("accuracy", "acc");

  /**
   * Understands a training_config; null for one without a loss, whose model cannot train.
   *
   * @param outputs the names of the model's outputs
   */
  static TrainingConfig ofTrainingConfig(JsonObject json, Dialect dialect, List<String> outputs) {
    return of("optimizer_config", json, dialect, outputs);
  }

  /**
   * Understands a compile_config; null for a model that was not compiled.
   *
   * @param outputs the names of the model's outputs
   */
  static TrainingConfig ofCompileConfig(JsonObject json, Dialect dialect, List<String> outputs) {
    return json == null || json.get("optimizer") == null
        ? null
        : of("optimizer", json, dialect, outputs);
  }

  private static TrainingConfig of(
      String optimizerKey, JsonObject json, Dialect dialect, List<String> outputs) {
    Description optimizer;
    boolean marked = false;
    if (json.get(optimizerKey) instanceof String name) {
      // An optimizer that was given to compile by name is written so.
      optimizer = new Description(name, new Config(name, dialect, Map.of()));
    } else {
      JsonObject given = withoutLossScale(json.getObject(optimizerKey));
      String className = given.getString("class_name");
      marked = className.startsWith(NEW_OPTIMIZER);
      String name = marked ? className.substring(NEW_OPTIMIZER.length()) : className;
      optimizer = optimizer(name, given.getObject("config"), dialect);
    }
    for (String argument : List.of("loss", "loss_weights", "metrics", "weighted_metrics")) {
      noteUnknown(argument, json.get(argument), outputs);
    }
    List<StoredOutput> compiled = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Object loss = ofOutput(json.get("loss"), i, outputs);
      compiled.add(
          new StoredOutput(
              outputs.get(i),
              loss == null ? null : described(single(loss), dialect),
              lossWeight(ofOutput(json.get("loss_weights"), i, outputs)),
              metrics(ofOutput(json.get("metrics"), i, outputs), dialect),
              metrics(ofOutput(json.get("weighted_metrics"), i, outputs), dialect)));
    }
    if (compiled.stream().allMatch(output -> output.loss() == null)) {
      return null;
    }
    return new TrainingConfig(
        optimizer,
        compiled,
        marked || Boolean.FALSE.equals(optimizer.config().get("is_legacy_optimizer")));
  }

  /**
   * The part of an argument that is one output's. Of a model of one output it may be in a list or
   * map, which is left as it is.
   */
  private static Object ofOutput(Object given, int place, List<String> outputs) {
    if (outputs.size() == 1) {
      return given;
    }
    if (given instanceof Map<?, ?> map && !map.containsKey("class_name")) {
      return map.get(key(map, outputs.get(place)));
    }
    if (!(given instanceof List<?> list)) {
      return given;
    }
    if (list.size() != outputs.size()) {
      throw new ModelFileException(
          "Expected what compile takes for each of the outputs "
              + outputs
              + ". Received: "
              + list.size()
              + " of "
              + JsonObject.shortened(list));
    }
    return list.get(place);
  }

  /** What a map has for an output: the name of a layer whose activation is one of its own here. */
  private static String key(Map<?, ?> map, String output) {
    String own = ArchitectureReader.ownerOfActivation(output);
    return map.containsKey(output) || own == null ? output : own;
  }

  /** Says what would be trained without: a loss or the like for an output that there is not. */
  private static void noteUnknown(String argument, Object given, List<String> outputs) {
    if (given instanceof Map<?, ?> map && !map.containsKey("class_name") && outputs.size() > 1) {
      Set<Object> unknown = new LinkedHashSet<>(map.keySet());
      outputs.forEach(output -> unknown.remove(key(map, output)));
      if (!unknown.isEmpty()) {
        LOG.warn(
            "The file has a {} for {}, which are no outputs of the model: {}. It is left out.",
            argument,
            unknown,
            outputs);
      }
    }
  }

  private static JsonObject withoutLossScale(JsonObject given) {
    String className = given.getString("class_name").replace(NEW_OPTIMIZER, "");
    if (!className.startsWith(LOSS_SCALE)) {
      return given;
    }
    JsonObject config = given.getObject("config");
    // TensorFlow up to 2.3 called it so.
    return config.getObject(config.has("inner_optimizer") ? "inner_optimizer" : "optimizer");
  }

  /**
   * The factor of the loss of the only output.
   *
   * @param given a number, or a list or map of one, as Keras has it; null for 1
   * @throws ModelFileException if it is something else
   */
  private static double lossWeight(Object given) {
    Object value = given;
    while (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      Collection<?> all = value instanceof Map<?, ?> map ? map.values() : (Collection<?>) value;
      if (all.size() > 1) {
        break;
      }
      value = all.isEmpty() ? null : all.iterator().next();
    }
    if (value == null) {
      return 1;
    }
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      throw new ModelFileException(
          "Expected one finite number as loss_weights, as there is one output. Received: " + given);
    }
    return number.doubleValue();
  }

  /** The factors of the losses as both Keras 2 and 3 write them; null for 1. */
  static Object lossWeights(StoredTraining training, boolean byName) {
    return training.outputs().stream().allMatch(output -> output.lossWeight() == 1)
        ? null
        : forOutputs(training, byName, StoredOutput::lossWeight);
  }

  /** The losses: one, or one for each output. */
  static Object losses(
      StoredTraining training, boolean byName, Function<Description, Object> written) {
    Function<StoredOutput, Object> loss =
        output -> output.loss() == null ? null : written.apply(output.loss());
    return training.outputs().size() == 1 && !byName
        ? loss.apply(training.outputs().get(0))
        : forOutputs(training, byName, loss);
  }

  /** Metrics: a list, or one for each output. */
  static Object metrics(
      StoredTraining training, boolean byName, Function<StoredOutput, List<?>> metrics) {
    if (training.outputs().size() == 1 && !byName) {
      return metrics.apply(training.outputs().get(0));
    }
    return training.outputs().stream().allMatch(output -> metrics.apply(output).isEmpty())
        ? null
        : forOutputs(training, byName, metrics);
  }

  /**
   * What a function gives for each output: a list, or a map for a model that gives a map.
   *
   * @param byName whether the model gives a map
   */
  private static Object forOutputs(
      StoredTraining training, boolean byName, Function<StoredOutput, ?> function) {
    if (byName) {
      JsonObject map = new JsonObject();
      training.outputs().forEach(output -> map.with(output.name(), function.apply(output)));
      return map.values();
    }
    List<Object> list = new ArrayList<>();
    training.outputs().forEach(output -> list.add(function.apply(output)));
    return list;
  }

  private static Description optimizer(String className, JsonObject given, Dialect dialect) {
    Map<String, Object> config = new LinkedHashMap<>(given.values());
    if (config.containsKey("lr")) {
      config.putIfAbsent("learning_rate", config.remove("lr"));
    }
    if (className.equals("Nadam")) {
      // Before Keras 2.11 this was its schedule_decay.
      config.remove("decay");
    }
    return new Description(className, new Config(className, dialect, config));
  }

  /** Whether a schedule decides the learning rate. */
  boolean hasSchedule() {
    return optimizer.config().get("learning_rate") instanceof Map;
  }

  /** The only element of what may be given for each output. */
  private static Object single(Object given) {
    Object value = given;
    while (value instanceof List<?> list) {
      value = list.isEmpty() ? null : list.get(0);
    }
    if (value instanceof Map<?, ?> map && !map.containsKey("class_name")) {
      return map.isEmpty() ? null : single(map.values().iterator().next());
    }
    return value;
  }

  private static List<Description> metrics(Object given, Dialect dialect) {
    List<Description> flat = new ArrayList<>();
    flatten(given, dialect, flat);
    return flat;
  }

  private static void flatten(Object given, Dialect dialect, List<Description> flat) {
    if (given instanceof Collection<?> elements) {
      elements.forEach(element -> flatten(element, dialect, flat));
    } else if (given instanceof Map<?, ?> map && !map.containsKey("class_name")) {
      map.values().forEach(element -> flatten(element, dialect, flat));
    } else if (given != null) {
      flat.add(metric(described(given, dialect)));
    }
  }

  /** Keras 2 writes a metric that was given by name as a wrapper of a function. */
  private static Description metric(Description given) {
    if (!given.className().equals("MeanMetricWrapper")
        || !(given.config().get("fn") instanceof String function)) {
      return given;
    }
    String name = String.valueOf(given.config().get("name"));
    Dialect dialect = given.config().dialect();
    return ACCURACY.contains(name) && function.endsWith("_accuracy")
        ? new Description(name, new Config(name, dialect, Map.of()))
        : new Description(function, new Config(function, dialect, Map.of("name", name)));
  }

  /**
   * A loss or a metric, from a name or from class_name and config. Anything else becomes a name
   * that no one knows, so that the model loads without what it was compiled with.
   */
  private static Description described(Object json, Dialect dialect) {
    JsonObject object = JsonObject.find("a loss or metric", json);
    String className = object == null ? null : object.findString("class_name");
    Object config = object == null ? null : object.get("config");
    if ("function".equals(className) && config instanceof String function) {
      // So Keras 3 writes a function of the user's, or of its own.
      return new Description(function, new Config(function, Dialect.KERAS_3, Map.of()));
    }
    if (className == null || !(config == null || config instanceof Map)) {
      String name = String.valueOf(json);
      return new Description(name, new Config(name, dialect, Map.of()));
    }
    Map<String, Object> arguments = config == null ? Map.of() : object.getObject("config").values();
    return new Description(className, new Config(className, dialect, arguments));
  }
}
