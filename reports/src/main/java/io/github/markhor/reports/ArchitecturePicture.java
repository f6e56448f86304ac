package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.CallGraph;
import io.github.markhor.tensor.Shape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model's layers and what leads from one to the next: Keras's {@code plot_model}. Each box has
 * the layer's name, type, activation and the shape of its result. Large networks are drawn in
 * several columns. Each method that sets an option returns a changed copy.
 *
 * <pre>{@code ArchitecturePicture.of(model).save(Path.of("model.svg")); }</pre>
 *
 * @see <a href="https://keras.io/api/utils/model_plotting_utils/">Keras: plot_model</a>
 */
public final class ArchitecturePicture extends Immutable<ArchitecturePicture> implements Figure {
  private static final Color INPUT = new Color(0x7F7F7F);
  private static final Color MODEL = new Color(0x8C564B);
  private static final Color OTHER = new Color(0xB8C0C8);

  /** The colours of kinds of layers, by a part of their types' names; the first counts. */
  private static final Map<String, Color> COLORS = colors();

  private final Model model;
  private boolean expandNested;
  private boolean collapseChains;
  private boolean showTrainable;
  private boolean showDtype;
  private int columns;
  private ArchitectureDrawing drawing;

  private ArchitecturePicture(Model model) {
    this.model = model;
  }

  private static Map<String, Color> colors() {
    Map<String, Color> colors = new LinkedHashMap<>();
    colors.put("Pool", Palette.series(1));
    colors.put("Conv", Palette.series(0));
    colors.put("Dense", Palette.series(2));
    colors.put("Normalization", Palette.series(7));
    for (String merge : List.of("Add", "Concatenate", "Multiply", "Average", "Subtract", "Dot")) {
      colors.put(merge, Palette.series(3));
    }
    for (String activation : List.of("Activation", "ReLU", "LU", "Softmax")) {
      colors.put(activation, Palette.series(6));
    }
    return colors;
  }

  /** The model as it is now; a later change of the options draws it anew. */
  public static ArchitecturePicture of(Model model) {
    Require.notNull("model", model);
    return new ArchitecturePicture(model).redrawn(picture -> {});
  }

  private ArchitecturePicture redrawn(Consumer<ArchitecturePicture> change) {
    return with(
        copy -> {
          change.accept(copy);
          copy.drawing = copy.drawing(model.asLayer().inner(), copy.columns);
        });
  }

  /** Whether the layers of a model that is a layer are drawn within it. Default: false. */
  public ArchitecturePicture expandNested(boolean expand) {
    return redrawn(copy -> copy.expandNested = expand);
  }

  /**
   * Whether layers that keep the shape and have no kernel, as normalization, activation and
   * dropout, share the box of the layer that they follow. Default: false.
   */
  public ArchitecturePicture collapseChains(boolean collapse) {
    return redrawn(copy -> copy.collapseChains = collapse);
  }

  /** Whether layers that do not train are said to be frozen. Default: false. */
  public ArchitecturePicture showTrainable(boolean show) {
    return redrawn(copy -> copy.showTrainable = show);
  }

  /** Whether the type that each layer computes in is shown. Default: false. */
  public ArchitecturePicture showDtype(boolean show) {
    return redrawn(copy -> copy.showDtype = show);
  }

  /**
   * How many columns the layers stand in, from top to bottom and from left to right; by default as
   * many as make a page. Fewer are made where the network cannot be cut so often.
   */
  public ArchitecturePicture columns(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 column. Received: columns=" + columns);
    }
    return redrawn(copy -> copy.columns = columns);
  }

  private ArchitectureDrawing drawing(CallGraph graph, int wanted) {
    List<LayerBox> boxes = new ArrayList<>();
    List<Integer> makers = new ArrayList<>();
    Set<List<Integer>> edges = new LinkedHashSet<>();
    Map<BuiltLayer, Integer> calls = new HashMap<>();
    for (CallGraph.Input input : graph.inputs()) {
      makers.add(boxes.size());
      boxes.add(
          new LayerBox(
              input.layerName(), "InputLayer", "", text(List.of(input.shape())), INPUT, null));
    }
    for (CallGraph.BuiltCall call : graph.calls()) {
      int box = boxes.size();
      boxes.add(box(call, calls.merge(call.layer(), 1, Integer::sum)));
      call.inputs().forEach(value -> edges.add(List.of(makers.get(value), box)));
      call.outputShapes().forEach(shape -> makers.add(box));
    }
    Set<Integer> outputs =
        graph.outputs().stream()
            .map(output -> makers.get(output.value()))
            .collect(Collectors.toSet());
    if (collapseChains) {
      return collapsed(graph, boxes, edges, outputs, wanted);
    }
    return new ArchitectureDrawing(boxes, arrays(edges), wanted);
  }

  private static List<int[]> arrays(Set<List<Integer>> edges) {
    return edges.stream().map(edge -> new int[] {edge.get(0), edge.get(1)}).toList();
  }

  private LayerBox box(CallGraph.BuiltCall call, int time) {
    BuiltLayer layer = call.layer();
    boolean expands = expandNested && layer.inner() != null;
    String kind = layer.className();
    Object activation = layer.config().values().get("activation");
    if (activation instanceof String name && !name.equals("linear")) {
      kind += " · " + name;
    }
    String note = "";
    if (showTrainable && !layer.trainable() && !layer.weights().isEmpty()) {
      note += " · frozen";
    }
    if (showDtype) {
      note += " · " + (layer.dtype() == null ? model.options().dtype() : layer.dtype()).kerasName();
    }
    return new LayerBox(
        time > 1 ? layer.name() + " (call " + time + ")" : layer.name(),
        kind,
        note,
        text(call.outputShapes()),
        color(layer),
        expands ? drawing(layer.inner(), 0) : null);
  }

  private static Color color(BuiltLayer layer) {
    if (layer.inner() != null) {
      return MODEL;
    }
    return COLORS.entrySet().stream()
        .filter(each -> layer.className().contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHER);
  }

  /** Shapes with the batch, as {@code summary} shows them. */
  private static String text(List<Shape> shapes) {
    return shapes.stream()
        .map(
            shape ->
                "(None"
                    + IntStream.of(shape.toArray())
                        .mapToObj(size -> size == Shape.UNKNOWN ? ", None" : ", " + size)
                        .collect(Collectors.joining())
                    + ")")
        .collect(Collectors.joining(", "));
  }

  private ArchitectureDrawing collapsed(
      CallGraph graph,
      List<LayerBox> boxes,
      Set<List<Integer>> edges,
      Set<Integer> outputs,
      int wanted) {
    int inputs = graph.inputs().size();
    int[] into = IntStream.range(0, boxes.size()).toArray();
    List<LayerBox> joined = new ArrayList<>(boxes);
    for (int box = inputs; box < boxes.size(); box++) {
      int own = box;
      List<Integer> before =
          edges.stream().filter(edge -> edge.get(1) == own).map(edge -> edge.get(0)).toList();
      if (before.size() != 1 || before.get(0) < inputs) {
        continue;
      }
      int from = before.get(0);
      boolean isOnly = edges.stream().filter(edge -> edge.get(0) == from).count() == 1;
      LayerBox target = joined.get(into[from]);
      boolean fits =
          isOnly
              && !outputs.contains(from)
              && target.inner() == null
              && hasNoKernel(graph.calls().get(box - inputs).layer())
              && graph.calls().get(from - inputs).layer().inner() == null
              && boxes.get(box).shape().equals(target.shape());
      if (fits) {
        into[box] = into[from];
        joined.set(into[from], target.joined(boxes.get(box)));
      }
    }
    List<LayerBox> kept = new ArrayList<>();
    int[] number = new int[boxes.size()];
    for (int box = 0; box < boxes.size(); box++) {
      if (into[box] == box) {
        number[box] = kept.size();
        kept.add(joined.get(box));
      }
    }
    Set<List<Integer>> between = new LinkedHashSet<>();
    for (List<Integer> edge : edges) {
      int from = number[into[edge.get(0)]];
      int to = number[into[edge.get(1)]];
      if (from != to) {
        between.add(List.of(from, to));
      }
    }
    return new ArchitectureDrawing(kept, arrays(between), wanted);
  }

  private static boolean hasNoKernel(BuiltLayer layer) {
    return layer.inner() == null
        && layer.ownWeights().stream().allMatch(weight -> weight.variable().shape().rank() <= 1);
  }

  /** The boxes, those within others not counted. */
  int boxes() {
    return drawing.boxes().size();
  }

  @Override
  public int width() {
    return drawing.width();
  }

  @Override
  public int height() {
    return drawing.height();
  }

  @Override
  public void draw(Graphics2D graphics) {
    Palette.clear(graphics, this);
    drawing.draw(graphics, 0, 0);
  }
}
