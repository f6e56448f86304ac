package io.github.markhor.file.keras;

import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.SavedModel.Problem;
import io.github.markhor.file.Wiring.LayerCall;
import io.github.markhor.file.Wiring.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads where a layer is applied, its {@code inbound_nodes}, as any version of Keras writes it.
 * Keras 3 has arguments with descriptions of tensors, those before it lists of [layer, call,
 * tensor, arguments]. The numbers of calls stay as the file has them.
 */
final class CallsReader {
  private static final String TENSOR = "__keras_tensor__";

  private final String file;

  /** What of the calls cannot run here: the arguments that are not known. */
  private final List<Problem> problems = new ArrayList<>();

  CallsReader(String file) {
    this.file = file;
  }

  List<Problem> problems() {
    return problems;
  }

  /**
   * The calls of a layer.
   *
   * @param title of the layer, for messages
   */
  List<LayerCall> calls(Object inboundNodes, String title) {
    List<LayerCall> calls = new ArrayList<>();
    if (inboundNodes instanceof List<?> nodes) {
      for (Object node : nodes) {
        calls.add(call(node, title));
      }
    }
    return calls;
  }

  private LayerCall call(Object node, String title) {
    List<Ref> inputs = new ArrayList<>();
    List<Object> others = new ArrayList<>();
    Boolean[] training = new Boolean[1];
    if (node instanceof Map<?, ?> map && map.get("args") instanceof List<?> arguments) {
      collect(arguments, inputs, others, training, title);
      addKeywords(map.get("kwargs"), inputs, training, title);
    } else {
      collect(node, inputs, others, training, title);
    }
    if (!others.isEmpty()) {
      add(title, " is applied to " + others + ", which is no tensor");
    }
    if (inputs.isEmpty()) {
      throw new ModelFileException(
          "Expected a tensor that "
              + title
              + " is applied to in "
              + file
              + ". Received: "
              + JsonObject.shortened(node));
    }
    return new LayerCall(inputs, training[0]);
  }

  /** Collects tensors in the order in which they stand. */
  private void collect(
      Object json, List<Ref> inputs, List<Object> others, Boolean[] training, String title) {
    Ref ref = ref(json);
    if (ref != null) {
      inputs.add(ref);
      if (json instanceof List<?> list && list.size() > 3) {
        addKeywords(list.get(3), inputs, training, title);
      }
    } else if (json instanceof List<?> list) {
      list.forEach(element -> collect(element, inputs, others, training, title));
    } else if (json instanceof Map<?, ?> map && !map.containsKey("class_name")) {
      // By sorted key, as Keras brings a dict into an order.
      new TreeSet<>(map.keySet().stream().map(String::valueOf).toList())
          .forEach(key -> collect(map.get(key), inputs, others, training, title));
    } else if (json != null) {
      others.add(json);
    }
  }

  private void addKeywords(Object keywords, List<Ref> inputs, Boolean[] training, String title) {
    if (!(keywords instanceof Map<?, ?> map)) {
      return;
    }
    map.forEach(
        (key, value) -> {
          if (key.equals("training") && value instanceof Boolean mode) {
            training[0] = mode;
          } else if (key.equals("inputs") && inputs.isEmpty()) {
            collect(value, inputs, new ArrayList<>(), training, title);
          } else if (key.equals("training") && value instanceof Integer mode) {
            training[0] = mode != 0;
          } else if (!isNothing(value)) {
            add(title, " is called with " + key + "=" + JsonObject.shortened(value));
          }
        });
  }

  /** Null, or a list of nothing but nulls: the masks of a model with several inputs. */
  static boolean isNothing(Object value) {
    return value == null
        || (value instanceof List<?> list && list.stream().allMatch(CallsReader::isNothing));
  }

  private void add(String title, String what) {
    problems.add(new Problem(title.substring(0, title.indexOf(' ')), title + what));
  }

  /** A result of a layer, in either form; null if it is something else. */
  static Ref ref(Object json) {
    if (json instanceof Map<?, ?> map
        && TENSOR.equals(map.get("class_name"))
        && map.get("config") instanceof Map<?, ?> config) {
      return ref(config.get("keras_history"));
    }
    return json instanceof List<?> list
            && list.size() >= 3
            && list.get(0) instanceof String name
            && list.get(1) instanceof Integer call
            && list.get(2) instanceof Integer tensor
            && call >= 0
        ? new Ref(name, call, tensor)
        : null;
  }
}
