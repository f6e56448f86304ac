package io.github.markhor.engine;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.RandomKey;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.Network;
import io.github.markhor.network.Tracer;
import io.github.markhor.network.Weight;
import io.github.markhor.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the results of layers that are the same in each step for the same sample, in the graph of a
 * step: what is made of inputs and of weights that do not change, without chance. The search goes
 * back from the loss and the metrics, so that nothing that a step computes can be overlooked:
 * whatever depends on the inputs does so by way of what has been found.
 */
final class FeatureSearch {
  /** As many reasons are told. */
  private static final int REASONS = 5;

  private final Network network;
  private final StepGraphs.Key key;
  private final Graph graph = new Graph();
  private final List<Tracer.Made> made;
  private final Tracer tracer;

  /** The weights that gradients change. */
  private final Set<Variable> trained = new HashSet<>();

  /** What else a training step changes. */
  private final Set<Variable> assigned;

  /** What is the same in each step, and made of inputs. */
  private final Set<Node> same = new HashSet<>();

  /** What is not the same in each step. */
  private final Set<Node> different = new HashSet<>();

  /** Traces a training step. */
  FeatureSearch(Network network, StepGraphs graphs, StepGraphs.Key key, Compilation compilation) {
    this.network = network;
    this.key = key;
    tracer = graphs.forward(graph, key, compilation, true);
    made = tracer.made();
    graphs.trainable(compilation).forEach(weight -> trained.add(weight.variable()));
    assigned = graph.assignments().keySet();
    sort();
  }

  private void sort() {
    Set<Node> ofBatches = new HashSet<>();
    made.stream()
        .filter(each -> each.layer() != null)
        .filter(each -> each.layer().ownWeights().stream().anyMatch(this::isAssigned))
        .forEach(each -> ofBatches.add(each.value().node()));
    for (Node node : graph.nodes()) {
      if (isSource(node) || ofBatches.contains(node)) {
        different.add(node);
        continue;
      }
      for (Value input : node.inputs()) {
        if (different.contains(input.node())) {
          different.add(node);
        } else if (same.contains(input.node())) {
          same.add(node);
        }
      }
      if (isInput(node)) {
        same.add(node);
      }
    }
    same.removeAll(different);
  }

  /** A layer that changes its weights itself, as batch normalization does, sees whole batches. */
  private boolean isAssigned(Weight weight) {
    return assigned.contains(weight.variable());
  }

  /** Whether a node is where differences between steps come from. */
  private boolean isSource(Node node) {
    if (node.op() instanceof Leaf.Read read) {
      return trained.contains(read.variable()) || assigned.contains(read.variable());
    }
    return node.op() instanceof RandomKey
        || node.op() instanceof Leaf.Scalar
        || (node.op() instanceof Leaf.Input && !isInput(node));
  }

  private boolean isInput(Node node) {
    return made.subList(0, inputs()).stream().anyMatch(each -> each.value().node() == node);
  }

  private int inputs() {
    return key.inputs().size();
  }

  /**
   * The cut behind the last layers that do not change.
   *
   * @throws IllegalArgumentException if there are none
   */
  FeatureCut behindLastLayers() {
    Set<Value> features = reached(allSame());
    if (before(features).stream().noneMatch(node -> node.op() instanceof Leaf.Read)) {
      throw new IllegalArgumentException(
          "Expected layers with weights that do not train before all that do, for cacheFeatures:"
              + " freeze them with setTrainable(false) before compile. Received: a model in which"
              + " these come first: "
              + reasons(graph.nodes()));
    }
    return cut(features);
  }

  private Set<Value> allSame() {
    return made.stream()
        .map(Tracer.Made::value)
        .filter(value -> same.contains(value.node()))
        .collect(Collectors.toSet());
  }

  /**
   * The cut behind a layer.
   *
   * @param path of the layer
   * @throws IllegalArgumentException if its result is not the same in each step, or the loss
   *     depends on the inputs in other ways as well
   */
  FeatureCut behind(String path) {
    BuiltLayer layer = network.find(path);
    Set<Value> results = new LinkedHashSet<>();
    made.stream().filter(each -> each.layer() == layer).forEach(each -> results.add(each.value()));
    for (Value result : results) {
      if (!same.contains(result.node())) {
        throw new IllegalArgumentException(
            "Expected a layer for cacheFeatures whose result does not change while the model"
                + " trains: freeze it and all layers before it with setTrainable(false) before"
                + " compile, and put dropout, noise and augmentation behind it. Received: "
                + path
                + ", with "
                + reasons(before(Set.of(result))));
      }
    }
    Set<Value> inputs =
        Set.copyOf(made.subList(0, inputs()).stream().map(Tracer.Made::value).toList());
    Set<Value> ends = new HashSet<>(results);
    ends.addAll(inputs);
    Set<Value> reached = reached(ends);
    if (results.stream().noneMatch(reached::contains)) {
      throw new IllegalArgumentException(
          "Expected a layer for cacheFeatures that the loss depends on. Received: " + path);
    }
    Set<Node> before = new HashSet<>(before(results));
    for (Value input : inputs) {
      if (reached.contains(input) && !results.contains(input) && before.contains(input.node())) {
        throw new IllegalArgumentException(
            "Expected a layer for cacheFeatures that all ways from its inputs to the loss lead"
                + " through; without a name, cacheFeatures finds the layers by itself. Received: "
                + path
                + ", beside which these depend on the inputs: "
                + beside(ends, before));
      }
    }
    return cut(reached);
  }

  /** The layers that are computed from inputs of a layer, and not by way of its result. */
  private String beside(Set<Value> ends, Set<Node> before) {
    Set<String> layers = new LinkedHashSet<>();
    Set<Value> visited = new HashSet<>();
    walk(ends, visited);
    for (Tracer.Made each : made) {
      if (each.path() != null
          && visited.contains(each.value())
          && same.contains(each.value().node())) {
        layers.add(each.path());
      }
    }
    if (layers.isEmpty()) {
      before.stream().map(tracer::maker).filter(name -> name != null).forEach(layers::add);
    }
    return shortened(layers);
  }

  /** The values of a set at which ways from the loss and the metrics back end. */
  private Set<Value> reached(Set<Value> ends) {
    return walk(ends, new HashSet<>());
  }

  private Set<Value> walk(Set<Value> ends, Set<Value> visited) {
    Set<Value> reached = new HashSet<>();
    Deque<Value> next = new ArrayDeque<>(graph.outputs().values());
    next.addAll(graph.assignments().values());
    while (!next.isEmpty()) {
      Value value = next.pop();
      if (ends.contains(value)) {
        reached.add(value);
      } else if (visited.add(value)) {
        next.addAll(value.node().inputs());
      }
    }
    return reached;
  }

  /** All that values are made of, in order. */
  private List<Node> before(Set<Value> values) {
    Set<Integer> nodes = new TreeSet<>();
    Deque<Node> next = new ArrayDeque<>();
    values.forEach(value -> next.add(value.node()));
    while (!next.isEmpty()) {
      Node node = next.pop();
      if (nodes.add(node.id())) {
        node.inputs().forEach(input -> next.add(input.node()));
      }
    }
    return nodes.stream().map(graph.nodes()::get).toList();
  }

  /** The layers among nodes that make steps differ, and how. */
  private String reasons(List<Node> nodes) {
    Set<String> reasons = new LinkedHashSet<>();
    for (Node node : nodes) {
      String maker = tracer.maker(node);
      if (maker == null) {
        continue;
      }
      if (node.op() instanceof Random) {
        reasons.add(maker + " (draws at random)");
      } else if (node.op() instanceof Leaf.Read read && trained.contains(read.variable())) {
        reasons.add(maker + " (trains)");
      } else if (node.op() instanceof Leaf.Read read && assigned.contains(read.variable())) {
        reasons.add(maker + " (keeps statistics of batches)");
      } else if (node.op() instanceof Leaf.Scalar) {
        reasons.add(maker + " (depends on the step)");
      }
    }
    return shortened(reasons);
  }

  private static String shortened(Set<String> names) {
    List<String> all = List.copyOf(names);
    return all.size() <= REASONS
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, REASONS)) + " and " + (all.size() - REASONS) + " more";
  }

  private FeatureCut cut(Set<Value> features) {
    Map<Value, List<Integer>> places = new LinkedHashMap<>();
    for (int place = 0; place < made.size(); place++) {
      if (features.contains(made.get(place).value())) {
        places.computeIfAbsent(made.get(place).value(), key -> new ArrayList<>()).add(place);
      }
    }
    List<String> names = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    places.forEach(
        (value, each) -> {
          String path = made.get(each.get(0)).path();
          names.add(path == null ? network.inputs().get(each.get(0)).name() : path);
          shapes.add(sample(value, names.get(names.size() - 1)));
        });
    return new FeatureCut(key.inputs(), List.copyOf(places.values()), names, shapes);
  }

  /** The shape of a sample's feature. */
  private Shape sample(Value value, String name) {
    Shape shape = value.shape();
    if (shape.rank() == 0 || shape.size(0) != key.batch()) {
      throw new IllegalArgumentException(
          "Expected features with the samples along the first axis. Received: "
              + shape
              + " from "
              + name);
    }
    return shape.dropFirst();
  }
}
