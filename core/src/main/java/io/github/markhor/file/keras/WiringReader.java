package io.github.markhor.file.keras;

import io.github.markhor.config.Dialect;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.Wiring;
import io.github.markhor.file.Wiring.LayerCall;
import io.github.markhor.file.Wiring.Ref;
import io.github.markhor.text.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Brings the tensors of a functional model, which name a layer, a call and a result, into one form
 * for all versions of Keras, and refuses those that there are not.
 */
final class WiringReader {
  private final String file;
  private final Dialect dialect;
  private final Map<String, LayerDescription> layers = new LinkedHashMap<>();

  /** Layers in whose place another comes out: their activation. */
  private final Map<String, String> replaced;

  /**
   * The reader of a model.
   *
   * @param layers with their calls as the file has them
   * @param replaced the layers whose results are those of others, by name
   */
  WiringReader(
      String file, Dialect dialect, List<LayerDescription> layers, Map<String, String> replaced) {
    this.file = file;
    this.dialect = dialect;
    this.replaced = replaced;
    for (LayerDescription layer : layers) {
      if (this.layers.put(layer.name(), layer) != null) {
        throw new ModelFileException(
            "Expected layers of different names in " + file + ". Received twice: " + layer.name());
      }
    }
  }

  /** The layers with calls whose tensors there are. */
  List<LayerDescription> layers() {
    return layers.values().stream()
        .map(layer -> layer.withCalls(layer.calls().stream().map(c -> call(layer, c)).toList()))
        .toList();
  }

  private LayerCall call(LayerDescription layer, LayerCall call) {
    return new LayerCall(
        call.inputs().stream().map(ref -> checked(ref, layer, false)).toList(), call.training());
  }

  /** What comes in and what comes out, of a model's config. */
  Wiring wiring(JsonObject config) {
    List<String> inputKeys = new ArrayList<>();
    List<String> outputKeys = new ArrayList<>();
    List<Ref> inputs = refs(config.get("input_layers"), inputKeys);
    List<Ref> outputs = refs(config.get("output_layers"), outputKeys);
    if (config.get("input_layers") == null) {
      layers.values().stream()
          .filter(LayerDescription::isInput)
          .forEach(layer -> inputs.add(new Ref(layer.name(), 0, 0)));
    }
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new ModelFileException(
          "Expected input_layers and output_layers in " + file + ". Received: none");
    }
    return new Wiring(inputs, inputKeys, outputs, outputKeys);
  }

  /** Tensors as one, a list or a map, which Keras sorts by its keys. */
  private List<Ref> refs(Object json, List<String> keys) {
    List<Ref> refs = new ArrayList<>();
    if (json instanceof Map<?, ?> map) {
      for (String key : new TreeSet<>(map.keySet().stream().map(String::valueOf).toList())) {
        addTo(refs, map.get(key));
        keys.add(key);
      }
      if (refs.size() != keys.size()) {
        throw new ModelFileException(
            "Expected one tensor for each key of the inputs or outputs in "
                + file
                + ". Received: "
                + keys);
      }
    } else {
      addTo(refs, json);
    }
    return new ArrayList<>(refs.stream().map(ref -> checked(ref, null, true)).toList());
  }

  private static void addTo(List<Ref> refs, Object json) {
    Ref ref = CallsReader.ref(json);
    if (ref != null) {
      refs.add(ref);
    } else if (json instanceof List<?> list) {
      list.forEach(element -> addTo(refs, element));
    }
  }

  /**
   * A tensor with its call counted from 0. Keras counts a nested model's making as its first call:
   * before version 3 everywhere, since then for functional models among the outputs.
   *
   * @param user the layer that is applied to it; null for the model
   */
  private Ref checked(Ref ref, LayerDescription user, boolean isOutput) {
    LayerDescription layer = layers.get(ref.layer());
    String where = user == null ? "the model" : user.title();
    if (layer == null) {
      throw new ModelFileException(
          "Expected the layers that "
              + where
              + " needs among those of the model in "
              + file
              + ". "
              + Names.received(List.copyOf(layers.keySet()), ref.layer()));
    }
    int calls = layer.isInput() ? 1 : layer.calls().size();
    boolean functional = layer.className().equals("Functional");
    boolean counted =
        layer.model() != null && (dialect == Dialect.KERAS_2 || (functional && isOutput));
    int call = counted ? ref.call() - 1 : ref.call();
    if (calls == 1 && layer.model() != null && (ref.call() == 0 || ref.call() == 1)) {
      call = 0;
    }
    if (call < 0 || call >= calls || ref.tensor() < 0) {
      throw new ModelFileException(
          "Expected a result of one of the "
              + calls
              + " calls of "
              + layer.title()
              + " for "
              + where
              + " in "
              + file
              + ". Received: call "
              + ref.call()
              + ", result "
              + ref.tensor());
    }
    boolean isReplaced =
        replaced.containsKey(ref.layer())
            && (user == null || !user.name().equals(replaced.get(ref.layer())));
    return new Ref(isReplaced ? replaced.get(ref.layer()) : ref.layer(), call, ref.tensor());
  }
}
