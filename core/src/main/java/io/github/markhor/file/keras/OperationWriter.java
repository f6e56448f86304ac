package io.github.markhor.file.keras;

import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.Wiring.LayerCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes operations on symbolic tensors as Keras 2 or 3 does: what {@link OperationReader} reads.
 */
final class OperationWriter {
  private final LayerDescription layer;
  private final WiringWriter wiring;
  private final OperationNames operation;
  private final List<?> arguments;
  private final Map<?, ?> settings;

  OperationWriter(LayerDescription layer, WiringWriter wiring) {
    this.layer = layer;
    this.wiring = wiring;
    operation = OperationNames.ofName(layer.config().getString("operation", null));
    arguments = (List<?>) layer.config().get("arguments");
    settings = (Map<?, ?>) layer.config().get("settings");
  }

  static boolean isOperation(LayerDescription layer) {
    return layer.className().equals(OperationNames.CLASS);
  }

  JsonObject forKeras3() {
    String name = wiring.name(layer.name());
    JsonObject config = new JsonObject().with("name", name);
    boolean pads = operation.name().equals("pad");
    settings.forEach(
        (key, value) -> {
          // Zeros, which Keras 2 spells out, are all that is known here.
          if (!pads || !key.equals("constant_values")) {
            config.with(String.valueOf(key), pads && key.equals("mode") ? "constant" : value);
          }
        });
    List<Object> nodes = new ArrayList<>();
    for (LayerCall call : layer.calls()) {
      List<Object> given = new ArrayList<>();
      arguments.forEach(argument -> given.add(ofKeras3(argument, call)));
      nodes.add(new JsonObject().with("args", given).with("kwargs", Map.of()).values());
    }
    return KerasModules.described(operation.module(), operation.className(), config)
        .with("registered_name", operation.className())
        .with("name", name)
        .with("inbound_nodes", nodes);
  }

  private Object ofKeras3(Object argument, LayerCall call) {
    Integer place = place(argument);
    if (place != null) {
      return wiring.tensor(call, place);
    }
    if (!(argument instanceof List<?> list)) {
      return argument;
    }
    if (list.stream().anyMatch(each -> place(each) != null)) {
      return list.stream().map(each -> ofKeras3(each, call)).toList();
    }
    if (operation.name().equals("get_item")) {
      return argument;
    }
    // Keras 3 takes no list of numbers for an array.
    JsonObject array = new JsonObject().with("value", list).with("dtype", "float32");
    return new JsonObject().with("class_name", "__numpy__").with("config", array.values()).values();
  }

  private static Integer place(Object argument) {
    return argument instanceof Map<?, ?> map && map.get("tensor") instanceof Integer place
        ? place
        : null;
  }

  JsonObject forKeras2() {
    if (operation.functions().isEmpty()) {
      throw new ModelFileException(
          "Expected operations that Keras 2 has, to save a model in its format. Received: "
              + operation.name()
              + ", the layer "
              + layer.name()
              + "; .keras holds it");
    }
    boolean slices = operation.name().equals("get_item");
    JsonObject config =
        new JsonObject()
            .with("name", layer.name())
            .with("trainable", true)
            .with("dtype", "float32")
            .with("function", operation.functions().get(0));
    List<Object> nodes = new ArrayList<>();
    layer.calls().forEach(call -> nodes.add(ofKeras2(call, slices)));
    return new JsonObject()
        .with("class_name", slices ? "SlicingOpLambda" : "TFOpLambda")
        .with("config", config)
        .with("name", layer.name())
        .with("inbound_nodes", nodes);
  }

  private List<Object> ofKeras2(LayerCall call, boolean slices) {
    Map<String, Object> keywords = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          String name = operation.settingOfKeras2(String.valueOf(key));
          if (name != null) {
            keywords.put(name, value);
          }
        });
    Object first = arguments.get(0);
    if (first instanceof List<?> list && list.stream().anyMatch(each -> place(each) != null)) {
      List<Object> tensors = new ArrayList<>();
      for (Object each : list) {
        List<Object> tensor =
            new ArrayList<>(wiring.history(call.inputs().get(place(each)), false));
        tensor.add(keywords);
        tensors.add(tensor);
      }
      return tensors;
    }
    List<Object> node = new ArrayList<>();
    if (place(first) == null) {
      node.addAll(List.of("_CONSTANT_VALUE", -1, first));
    } else {
      node.addAll(wiring.history(call.inputs().get(place(first)), false));
    }
    if (arguments.size() > 1) {
      Object second = arguments.get(1);
      Integer place = place(second);
      keywords.put(
          slices ? "slice_spec" : operation.name().equals("matmul") ? "b" : "y",
          place == null ? plainSlices(second) : wiring.history(call.inputs().get(place), false));
      if (!slices) {
        keywords.put("name", null);
      }
    }
    node.add(keywords);
    return node;
  }

  /** Ranges without the class that Keras 3 gives them. */
  private static Object plainSlices(Object key) {
    if (key instanceof List<?> list) {
      return list.stream().map(OperationWriter::plainSlices).toList();
    }
    if (key instanceof Map<?, ?> map && "__ellipsis__".equals(map.get("class_name"))) {
      return Map.of("class_name", "__ellipsis__");
    }
    return key instanceof Map<?, ?> map
            && "__slice__".equals(map.get("class_name"))
            && map.get("config") instanceof Map<?, ?> config
        ? config
        : key;
  }
}
