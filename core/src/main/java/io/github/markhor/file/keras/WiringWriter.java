package io.github.markhor.file.keras;

import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.PlainNames;
import io.github.markhor.file.Wiring.LayerCall;
import io.github.markhor.file.Wiring.Ref;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes where layers are applied, and what comes into a functional model and out of it, in the
 * form of Keras 2 or 3. {@link WiringReader} tells how they count the calls of nested models.
 */
final class WiringWriter {
  private final Architecture model;
  private final boolean forKeras3;
  private final Map<String, LayerDescription> layers = new HashMap<>();
  private final Map<String, String> names;

  WiringWriter(Architecture model, boolean forKeras3) {
    this.model = model;
    this.forKeras3 = forKeras3;
    names = PlainNames.of(model);
    model.layers().forEach(layer -> layers.put(layer.name(), layer));
  }

  /** A layer's name in the file. */
  String name(String layer) {
    return forKeras3 ? names.get(layer) : layer;
  }

  /** The calls of a layer. */
  List<Object> calls(LayerDescription layer) {
    List<Object> nodes = new ArrayList<>();
    for (LayerCall call : layer.calls()) {
      nodes.add(forKeras3 ? ofKeras3(call) : ofKeras2(call));
    }
    return nodes;
  }

  private Object ofKeras3(LayerCall call) {
    List<Object> tensors = new ArrayList<>();
    for (int i = 0; i < call.inputs().size(); i++) {
      tensors.add(tensor(call, i));
    }
    JsonObject keywords = new JsonObject();
    if (call.training() != null) {
      keywords.with("training", call.training());
    }
    return new JsonObject()
        .with("args", List.of(tensors.size() == 1 ? tensors.get(0) : tensors))
        .with("kwargs", keywords.values())
        .values();
  }

  /** An input of a call as Keras 3 describes it. */
  Object tensor(LayerCall call, int place) {
    Shape shape = call.inputShapes().isEmpty() ? null : call.inputShapes().get(place);
    JsonObject config =
        new JsonObject()
            .with("shape", withBatch(shape))
            .with("dtype", "float32")
            .with("keras_history", history(call.inputs().get(place), false));
    return new JsonObject().with("class_name", "__keras_tensor__").with("config", config).values();
  }

  private static List<Integer> withBatch(Shape shape) {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(null);
    if (shape != null) {
      for (int size : shape.toArray()) {
        sizes.add(size == Shape.UNKNOWN ? null : size);
      }
    }
    return sizes;
  }

  private Object ofKeras2(LayerCall call) {
    Map<String, Object> keywords =
        call.training() == null ? Map.of() : Map.of("training", call.training());
    List<Object> tensors = new ArrayList<>();
    for (Ref ref : call.inputs()) {
      List<Object> tensor = new ArrayList<>(history(ref, false));
      tensor.add(keywords);
      tensors.add(tensor);
    }
    return tensors;
  }

  /** A result as [layer, call, tensor]. */
  List<Object> history(Ref ref, boolean isOutput) {
    LayerDescription layer = layers.get(ref.layer());
    boolean counted =
        layer.model() != null
            && (!forKeras3 || (isOutput && layer.className().equals("Functional")));
    return List.of(name(ref.layer()), counted ? ref.call() + 1 : ref.call(), ref.tensor());
  }

  /** What comes in. */
  Object inputs() {
    return refs(model.wiring().inputs(), model.wiring().inputKeys());
  }

  /** What comes out. */
  Object outputs() {
    return refs(model.wiring().outputs(), model.wiring().outputKeys());
  }

  private Object refs(List<Ref> refs, List<String> keys) {
    List<Object> all = new ArrayList<>();
    refs.forEach(ref -> all.add(history(ref, true)));
    if (!keys.isEmpty()) {
      JsonObject map = new JsonObject();
      for (int i = 0; i < keys.size(); i++) {
        map.with(keys.get(i), all.get(i));
      }
      return map.values();
    }
    return forKeras3 && all.size() == 1 ? all.get(0) : all;
  }
}
