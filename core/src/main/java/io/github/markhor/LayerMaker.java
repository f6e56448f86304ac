package io.github.markhor;

import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.Wiring;
import io.github.markhor.file.Wiring.LayerCall;
import io.github.markhor.file.Wiring.Ref;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.Call;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Nested;
import io.github.markhor.layer.Symbol;
import io.github.markhor.text.Findings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes the layers of a model, and of those within it, from their descriptions. Notes whatever
 * stands in the way.
 */
final class LayerMaker {
  /**
   * The most calls of layers that nested models may stand for. Each of a few dozen models that has
   * the next one twice within it would make more than any machine can compute.
   */
  private static final long MOST_CALLS = 50_000;

  private final Function<String, Layer> replacement;
  private final Findings refused = new Findings();

  /**
   * A maker of layers.
   *
   * @param replacement the layer that the user gives for one of a name, or null
   */
  LayerMaker(Function<String, Layer> replacement) {
    this.replacement = replacement;
  }

  /** What cannot be made, each with its layer's name. */
  List<String> refused() {
    return refused.texts();
  }

  /** The layers of a chain; incomplete if something was refused. */
  List<Layer> chain(Architecture model) {
    checkCalls(model);
    return List.copyOf(layers(model, "").values());
  }

  /** A network with branches; null if something was refused. */
  LayerGraph graph(Architecture model) {
    checkCalls(model);
    Map<String, Layer> layers = layers(model, "");
    return layers.size() == model.layers().size() ? wired(model, layers) : null;
  }

  private static void checkCalls(Architecture model) {
    for (LayerDescription layer : model.layers()) {
      if (layer.model() != null && calls(layer) > MOST_CALLS) {
        throw new ModelFileException(
            "Expected models within "
                + model.name()
                + " that stand for at most "
                + MOST_CALLS
                + " calls of layers. Received more: "
                + layer.title());
      }
    }
  }

  /** How often layers run where a layer is called, those within it counted at each of its calls. */
  private static long calls(LayerDescription layer) {
    long each = 1;
    if (layer.model() != null) {
      for (LayerDescription inner : layer.model().layers()) {
        each = Math.min(MOST_CALLS + 1, each + calls(inner));
      }
    }
    return Math.min(MOST_CALLS + 1, each * Math.max(1, layer.calls().size()));
  }

  /** The layers by name, in order. */
  private Map<String, Layer> layers(Architecture model, String within) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    int unnamed = 0;
    for (LayerDescription description : model.layers()) {
      Layer layer = make(description, within);
      if (layer != null) {
        String name = description.name();
        layers.put(layers.containsKey(name) ? name + "/" + unnamed++ : name, layer);
      }
    }
    return layers;
  }

  private Layer make(LayerDescription description, String within) {
    String path = within + description.name();
    try {
      Layer given = replacement.apply(path);
      if (given != null) {
        return given instanceof AbstractLayer<?> layer ? layer.name(description.name()) : given;
      }
      Architecture model = description.model();
      if (model == null) {
        if (description.isKnown()) {
          return description.make();
        }
        refused.add(
            description.className(), within + description.title() + " is not supported", "");
        return null;
      }
      Map<String, Layer> inner = layers(model, path + "/");
      if (inner.size() < model.layers().size()) {
        return null;
      }
      return model.wiring() == null
          ? Nested.described(description.config(), List.copyOf(inner.values()))
          : Nested.described(description.config(), wired(model, inner));
    } catch (IllegalArgumentException problem) {
      String message = problem.getMessage();
      refused.add(description.className(), within + description.title() + ": " + message, message);
      return null;
    }
  }

  /** A call that waits for its inputs. */
  private static final class Waiting {
    private final LayerDescription layer;
    private final int call;
    private int missing;

    Waiting(LayerDescription layer, int call) {
      this.layer = layer;
      this.call = call;
    }

    LayerCall described() {
      return layer.calls().get(call);
    }
  }

  /** Applies layers to each other's results, as soon as these are there. */
  private static LayerGraph wired(Architecture model, Map<String, Layer> layers) {
    Map<String, Map<Integer, List<Symbol>>> results = new HashMap<>();
    Map<Ref, List<Waiting>> waiting = new HashMap<>();
    Deque<Waiting> ready = new ArrayDeque<>();
    int left = 0;
    for (LayerDescription layer : model.layers()) {
      if (layer.isInput()) {
        results.put(layer.name(), Map.of(0, List.of((Symbol) layers.get(layer.name()))));
      }
    }
    for (LayerDescription layer : model.layers()) {
      for (int i = 0; i < layer.calls().size(); i++) {
        Waiting call = new Waiting(layer, i);
        left++;
        Set<Ref> needed = new LinkedHashSet<>();
        call.described().inputs().forEach(ref -> needed.add(new Ref(ref.layer(), ref.call(), 0)));
        needed.removeIf(ref -> results.containsKey(ref.layer()));
        call.missing = needed.size();
        needed.forEach(ref -> waiting.computeIfAbsent(ref, k -> new ArrayList<>()).add(call));
        if (needed.isEmpty()) {
          ready.add(call);
        }
      }
    }
    while (!ready.isEmpty()) {
      Waiting next = ready.poll();
      left--;
      LayerCall call = next.described();
      String user = next.layer.title();
      List<Symbol> inputs = call.inputs().stream().map(ref -> symbol(results, ref, user)).toList();
      Layer layer = layers.get(next.layer.name());
      List<Symbol> outputs = Call.of(layer, inputs, call.training()).outputs();
      results.computeIfAbsent(next.layer.name(), k -> new HashMap<>()).put(next.call, outputs);
      for (Waiting other :
          waiting.getOrDefault(new Ref(next.layer.name(), next.call, 0), List.of())) {
        if (--other.missing == 0) {
          ready.add(other);
        }
      }
    }
    if (left > 0) {
      throw new ModelFileException(
          "Expected layers that follow from the inputs of "
              + model.name()
              + ". Received a circle, or layers that wait for one: "
              + Findings.shortened(waitingLayers(model, results)));
    }
    Wiring wiring = model.wiring();
    return new LayerGraph(
        wiring.inputs().stream().map(ref -> symbol(results, ref, model.name())).toList(),
        wiring.outputs().stream().map(ref -> symbol(results, ref, model.name())).toList(),
        wiring.inputKeys(),
        wiring.outputKeys());
  }

  private static List<String> waitingLayers(
      Architecture model, Map<String, Map<Integer, List<Symbol>>> results) {
    return model.layers().stream()
        .filter(layer -> results.getOrDefault(layer.name(), Map.of()).size() < layer.calls().size())
        .map(LayerDescription::name)
        .toList();
  }

  private static Symbol symbol(
      Map<String, Map<Integer, List<Symbol>>> results, Ref ref, String user) {
    List<Symbol> outputs = results.get(ref.layer()).get(ref.call());
    if (outputs == null || ref.tensor() >= outputs.size()) {
      throw new ModelFileException(
          "Expected one of the "
              + (outputs == null ? 0 : outputs.size())
              + " results of "
              + ref.layer()
              + " for "
              + user
              + ". Received: number "
              + ref.tensor());
    }
    return outputs.get(ref.tensor());
  }
}
