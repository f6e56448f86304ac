package io.github.markhor.backend.onednn.slices;

import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Op;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The graph of one slice of the batch: the nodes of a part with a slice's shapes. Values from
 * outside are inputs of this graph, either the same for all slices or cut along the batch; values
 * that are not kept are computed again from those that are.
 */
public final class SliceGraph {
  private final SlicedPart part;
  private final Predicate<Value> isKept;
  private final Graph graph = new Graph();
  private final Map<Value, Value> images = new LinkedHashMap<>();
  private final Map<Value, Value> kernels = new HashMap<>();
  private final Map<Value, Value> shared = new HashMap<>();
  private final Map<Value, Value> cut = new LinkedHashMap<>();

  private SliceGraph(SlicedPart part, Predicate<Value> isKept) {
    this.part = part;
    this.isKept = isKept;
  }

  /**
   * Makes the graph of a part's slices.
   *
   * @param isKept whether a value of an earlier part is in memory; if not, it is recomputed
   */
  public static SliceGraph of(SlicedPart part, Predicate<Value> isKept) {
    SliceGraph made = new SliceGraph(part, isKept);
    part.nodes().forEach(made::trace);
    return made;
  }

  public Graph graph() {
    return graph;
  }

  /** This graph's value for each value of the whole graph that it computes or reads. */
  public Map<Value, Value> images() {
    return images;
  }

  /** This graph's inputs that are the same for all slices, and the whole graph's values of them. */
  public Map<Value, Value> shared() {
    return shared;
  }

  /** This graph's inputs of which each slice has its own, and the whole graph's values of them. */
  public Map<Value, Value> cut() {
    return cut;
  }

  private void trace(Node node) {
    List<Value> inputs = new ArrayList<>();
    int kernel =
        node.op() instanceof Convolution.Forward
            ? 1
            : node.op() instanceof Convolution.BackwardInput ? 0 : -1;
    for (int i = 0; i < node.inputs().size(); i++) {
      // A kernel is the same for all slices, even if it is as high as the batch is large.
      inputs.add(
          i == kernel
              ? kernels.computeIfAbsent(node.input(i), this::addShared)
              : image(node.input(i)));
    }
    Node made = graph.apply(ofSlice(node.op()), inputs);
    for (int i = 0; i < made.outputs().size(); i++) {
      images.put(node.output(i), made.output(i));
    }
  }

  private Value image(Value value) {
    if (!images.containsKey(value)) {
      if (part.recomputable().contains(value.node()) && !isKept.test(value)) {
        trace(value.node());
      } else {
        images.put(value, fromOutside(value));
      }
    }
    return images.get(value);
  }

  private Value fromOutside(Value value) {
    boolean own = Slicing.isCut(value, part.batch());
    if (value.node().op() instanceof Leaf.Constant constant && constant.isUniform()) {
      return graph.constant(own ? ofSlice(value.type()) : value.type(), constant.value(0));
    }
    return own ? addCut(value) : addShared(value);
  }

  private Value addShared(Value value) {
    Value here = graph.input("shared " + value, value.type());
    shared.put(here, value);
    return here;
  }

  private Value addCut(Value value) {
    Value here = graph.input(value.toString(), ofSlice(value.type()));
    cut.put(here, value);
    return here;
  }

  private Type ofSlice(Type type) {
    return new Type(ofSlice(type.shape()), type.dtype());
  }

  private Shape ofSlice(Shape shape) {
    return shape.with(0, part.batch() / part.slices());
  }

  private Op ofSlice(Op op) {
    if (op instanceof Convolution.BackwardInput to) {
      return new Convolution.BackwardInput(to.window(), to.groups(), ofSlice(to.inputShape()));
    }
    if (op instanceof Pooling.MaxBackward to) {
      return new Pooling.MaxBackward(to.window(), ofSlice(to.inputShape()));
    }
    if (op instanceof Pooling.AverageBackward to) {
      return new Pooling.AverageBackward(to.window(), ofSlice(to.inputShape()));
    }
    return op;
  }
}
