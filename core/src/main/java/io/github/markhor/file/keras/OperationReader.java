package io.github.markhor.file.keras;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.PlainNames;
import io.github.markhor.file.SavedModel.Problem;
import io.github.markhor.file.Wiring.LayerCall;
import io.github.markhor.file.Wiring.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads operations on symbolic tensors, which Keras 3 writes as classes of {@code keras.src.ops}
 * and Keras 2 as TFOpLambda: each becomes a layer Operation with a name, arguments, of which some
 * are constants, and settings. Nothing is run.
 */
final class OperationReader {
  private static final Set<String> OF_KERAS_2 = Set.of("TFOpLambda", "SlicingOpLambda");

  /** What Keras 2 writes in the place of a layer for a constant as the first argument. */
  private static final String CONSTANT = "_CONSTANT_VALUE";

  /** What stands in a call besides arguments, or says nothing: names of nodes. */
  private static final Set<String> IGNORED = Set.of("name", "conjugate");

  private final List<Ref> inputs = new ArrayList<>();
  private final List<Object> arguments = new ArrayList<>();
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private OperationReader() {}

  /**
   * Whether an entry among the layers is an operation. In {@code .h5} Keras 3 leaves the module
   * away, and {@code Add} may be a layer as well; a layer says whether it trains.
   */
  static boolean isOperation(JsonObject json) {
    String className = json.findString("class_name");
    if (OF_KERAS_2.contains(className)) {
      return true;
    }
    String module = json.findString("module");
    if (module != null) {
      return module.startsWith("keras.src.ops");
    }
    JsonObject config = json.findObject("config");
    return OperationNames.ofClass(className) != null
        && config != null
        && !config.has("trainable")
        && json.get("inbound_nodes") instanceof List<?> nodes
        && !nodes.isEmpty()
        && nodes.get(0) instanceof Map;
  }

  /**
   * Reads an operation.
   *
   * @param file for messages
   * @param problems takes what cannot run
   */
  static LayerDescription read(JsonObject json, String file, List<Problem> problems) {
    String className = json.getString("class_name");
    JsonObject config = json.getObject("config");
    boolean ofKeras2 = OF_KERAS_2.contains(className);
    String function = ofKeras2 ? config.getString("function") : className;
    OperationNames operation =
        ofKeras2 ? OperationNames.ofFunction(function) : OperationNames.ofClass(function);
    String name = String.valueOf(json.get("name") == null ? config.get("name") : json.get("name"));
    if (!(json.get("inbound_nodes") instanceof List<?> nodes) || nodes.isEmpty()) {
      throw new ModelFileException(
          "Expected a call of the operation " + name + " in " + file + ". Received: none");
    }
    if (operation == null) {
      problems.add(new Problem(name, name + " (the operation " + function + ") is not supported"));
      operation = new OperationNames(function, function, "", List.of(), Map.of());
    }
    List<LayerCall> calls = new ArrayList<>();
    OperationReader first = null;
    for (Object node : nodes) {
      OperationReader reader = new OperationReader();
      if (ofKeras2) {
        reader.readKeras2(node, operation);
        if (operation.name().equals("gelu")) {
          // TensorFlow's default is not that of keras.ops.
          reader.settings.putIfAbsent("approximate", false);
        }
      } else {
        config.values().forEach(reader.settings::put);
        reader.settings.keySet().removeAll(Set.of("name", "trainable"));
        if (!operation.settings().containsKey("dtype")) {
          reader.settings.remove("dtype");
        }
        reader.readKeras3(node);
      }
      reader.problems.forEach(problem -> problems.add(new Problem(name, name + ": " + problem)));
      calls.add(new LayerCall(reader.inputs, null));
      if (first == null) {
        first = reader;
      } else if (!first.arguments.equals(reader.arguments)
          || !first.settings.equals(reader.settings)) {
        problems.add(new Problem(name, name + " is called twice with other constants"));
      }
    }
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("name", PlainNames.of(name));
    own.put("operation", operation.name());
    own.put("arguments", first.arguments);
    own.put("settings", first.settings);
    return LayerDescription.of(
            OperationNames.CLASS, new Config(OperationNames.CLASS, Dialect.KERAS_3, own))
        .withCalls(calls);
  }

  private void readKeras3(Object node) {
    if (!(node instanceof Map<?, ?> map) || !(map.get("args") instanceof List<?> given)) {
      problems.add("its arguments are not understood");
      return;
    }
    given.forEach(this::addArgument);
    if (map.get("kwargs") instanceof Map<?, ?> keywords) {
      keywords.forEach(
          (key, value) -> {
            if (CallsReader.ref(value) != null) {
              addArgument(value);
            } else if (value != null) {
              settings.put(String.valueOf(key), value);
            }
          });
    }
  }

  /** A call is a tensor [layer, call, result, arguments], or a list of such. */
  private void readKeras2(Object node, OperationNames operation) {
    List<?> list = node instanceof List<?> given ? given : List.of();
    if (!list.isEmpty() && list.get(0) instanceof String) {
      addOfKeras2(list, operation);
      return;
    }
    List<Object> all = new ArrayList<>();
    for (Object each : list) {
      Ref ref = CallsReader.ref(each);
      if (ref == null) {
        problems.add("its arguments are not understood");
        return;
      }
      all.add(tensor(ref));
      if (all.size() == 1 && ((List<?>) each).size() > 3) {
        addKeywords(((List<?>) each).get(3), operation);
      }
    }
    arguments.add(0, all);
  }

  private void addOfKeras2(List<?> list, OperationNames operation) {
    if (CONSTANT.equals(list.get(0)) && list.size() > 2) {
      arguments.add(list.get(2));
    } else {
      addArgument(list);
    }
    if (list.size() > 3) {
      addKeywords(list.get(3), operation);
    }
  }

  private void addKeywords(Object keywords, OperationNames operation) {
    if (!(keywords instanceof Map<?, ?> map)) {
      return;
    }
    map.forEach(
        (key, value) -> {
          String setting = operation.settings().get(String.valueOf(key));
          if (key.equals("slice_spec")) {
            arguments.add(slices(value));
          } else if (setting != null) {
            settings.put(setting, value);
          } else if (Set.of("y", "bias", "b").contains(key)) {
            addArgument(value);
          } else if (value != null
              && !Boolean.FALSE.equals(value)
              && !IGNORED.contains(key)
              && !(key.equals("data_format") && "NHWC".equals(value))) {
            problems.add("it is called with " + key + "=" + JsonObject.shortened(value));
          }
        });
  }

  /** What stands between brackets as Keras 3 writes it, which gives ranges a class. */
  private static Object slices(Object key) {
    if (key instanceof List<?> list) {
      return list.stream().map(OperationReader::slices).toList();
    }
    if (key instanceof Map<?, ?> map && "__ellipsis__".equals(map.get("class_name"))) {
      return Map.of("class_name", "__ellipsis__", "config", Map.of());
    }
    return key instanceof Map<?, ?> range && !range.containsKey("class_name")
        ? new JsonObject().with("class_name", "__slice__").with("config", range).values()
        : key;
  }

  private void addArgument(Object value) {
    Ref ref = CallsReader.ref(value);
    if (ref != null) {
      arguments.add(tensor(ref));
    } else if (value instanceof List<?> list && list.stream().anyMatch(this::isTensor)) {
      List<Object> all = new ArrayList<>();
      list.forEach(each -> all.add(isTensor(each) ? tensor(CallsReader.ref(each)) : each));
      arguments.add(all);
    } else {
      arguments.add(value);
    }
  }

  private boolean isTensor(Object value) {
    return CallsReader.ref(value) != null;
  }

  /** The place of a tensor among the operation's inputs. */
  private Map<String, Object> tensor(Ref ref) {
    inputs.add(ref);
    return Map.of("tensor", inputs.size() - 1);
  }
}
