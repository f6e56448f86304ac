package io.github.markhor;

import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.CallGraph;
import io.github.markhor.tensor.Bytes;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The table of a model's layers, as Keras 3 prints it. */
final class Summary {
  private static final String NONE = "-";

  private final Model model;
  private final SummaryOptions options;
  private final boolean connected;
  private final List<String[]> rows = new ArrayList<>();

  private Summary(Model model, SummaryOptions options) {
    this.model = model;
    this.options = options;
    this.connected = !(model instanceof Sequential);
  }

  /** The layers, shapes and numbers of parameters, and what else the options say. */
  static String of(Model model, SummaryOptions options) {
    return new Summary(model, options).text();
  }

  private String text() {
    addRows(model.graph(), "", connected);
    SummaryTable table = new SummaryTable(connected, options.showTrainable());
    StringBuilder text = new StringBuilder("Model: \"" + model.name() + "\"\n");
    text.append(table.of(rows));
    // A layer that is shared counts once.
    Set<BuiltLayer> all = Collections.newSetFromMap(new IdentityHashMap<>());
    model.layers().forEach(layer -> layer.withInner().forEach(all::add));
    long total = 0;
    long trainable = 0;
    for (BuiltLayer layer : all) {
      total += parameters(layer, false);
      trainable += layer.trainable() ? parameters(layer, true) : 0;
    }
    TrainingState state = model.stateIfAny();
    long slots =
        state == null
            ? 0
            : state.slots().values().stream().mapToLong(slot -> slot.shape().elements()).sum();
    text.append(count("Total params", total + slots));
    text.append(count("Trainable params", trainable));
    text.append(count("Non-trainable params", total - trainable));
    if (slots > 0) {
      text.append(count("Optimizer params", slots));
    }
    return options.batchSize() == 0 ? text.toString() : text + memory(state);
  }

  private static long parameters(BuiltLayer layer, boolean trainableOnly) {
    return layer.ownWeights().stream()
        .filter(weight -> !trainableOnly || weight.spec().trainable())
        .mapToLong(weight -> weight.variable().shape().elements())
        .sum();
  }

  /**
   * Adds the layers of a network, each input before the first layer that takes it.
   *
   * @param indent before the names of layers within others
   * @param shown whether the layers' inputs are
   */
  private void addRows(CallGraph graph, String indent, boolean shown) {
    Map<Integer, String> values = new HashMap<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      values.put(i, graph.inputs().get(i).layerName() + "[0][0]");
    }
    Map<BuiltLayer, List<CallGraph.BuiltCall>> calls = new IdentityHashMap<>();
    int next = graph.inputs().size();
    for (CallGraph.BuiltCall call : graph.calls()) {
      List<CallGraph.BuiltCall> own =
          calls.computeIfAbsent(call.layer(), unused -> new ArrayList<>());
      for (int i = 0; i < call.outputShapes().size(); i++) {
        values.put(next++, call.layer().name() + "[" + own.size() + "][" + i + "]");
      }
      own.add(call);
    }
    Set<Integer> inputsShown = new HashSet<>();
    for (BuiltLayer layer : graph.layers()) {
      List<String> connections = new ArrayList<>();
      for (CallGraph.BuiltCall call : calls.get(layer)) {
        for (int input : call.inputs()) {
          if (shown && input < graph.inputs().size() && inputsShown.add(input)) {
            addInput(graph.inputs().get(input));
          }
          connections.add(values.get(input));
        }
      }
      addLayer(layer, graph.outputShape(layer), indent, shown ? connections : List.of(NONE));
      if (options.expandNested() && layer.inner() != null) {
        addRows(layer.inner(), indent.isEmpty() ? " └ " : "   " + indent, false);
      }
    }
    for (int i = 0; shown && i < graph.inputs().size(); i++) {
      if (inputsShown.add(i)) {
        addInput(graph.inputs().get(i));
      }
    }
  }

  private void addInput(CallGraph.Input input) {
    add(input.layerName(), "InputLayer", input.shape(), 0, List.of(NONE), NONE);
  }

  private void addLayer(BuiltLayer layer, Shape shape, String indent, List<String> connections) {
    long parameters = layer.parameters();
    boolean trains =
        layer.withInner().anyMatch(each -> each.trainable() && parameters(each, true) > 0);
    String mark = parameters == 0 ? NONE : trains ? "Y" : "N";
    add(indent + layer.name(), layer.className(), shape, parameters, connections, mark);
  }

  private void add(
      String name,
      String className,
      Shape shape,
      long parameters,
      List<String> connections,
      String trains) {
    rows.add(
        new String[] {
          name,
          "(" + className + ")",
          withBatch(shape),
          String.format(Locale.ROOT, "%,d", parameters),
          String.join("\n", connections),
          trains
        });
  }

  /**
   * The memory of training on batches of a size; nothing before {@code compile}, or where only a
   * batch tells the size of its inputs.
   */
  private String memory(TrainingState state) {
    if (state == null || !model.inputShape().isKnown()) {
      return "";
    }
    TrainingMemory memory = state.memory(options.batchSize());
    return " Training memory at batch "
        + options.batchSize()
        + ": "
        + Bytes.text(memory.total())
        + "\n  "
        + memory.parts()
        + "\n  arena at its fullest: "
        + memory.held()
        + "\n";
  }

  private static String withBatch(Shape shape) {
    StringBuilder text = new StringBuilder("(None");
    for (int size : shape.toArray()) {
      text.append(", ").append(size == Shape.UNKNOWN ? "None" : size);
    }
    return text.append(')').toString();
  }

  private static String count(String what, long parameters) {
    return String.format(
        Locale.ROOT, " %s: %,d (%s)%n", what, parameters, Bytes.text(parameters * Float.BYTES));
  }
}
