package io.github.markhor.engine;

import io.github.markhor.network.CallGraph;
import io.github.markhor.network.Network;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import io.github.markhor.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Brings arrays, which may come by name, into the order of a model's inputs and outputs, once where
 * they come in: all behind it goes by that order. Labels that no loss or metric reads are left out.
 */
final class ModelOrder {
  private static final int NONE = -1;

  private final Network network;
  private final IoNames names;
  private final List<OutputTraining> outputs;

  /**
   * The order for predictions, whose labels no one asks for, or for training and evaluation.
   *
   * @param compilation null for predictions
   */
  ModelOrder(Network network, IoNames names, Compilation compilation) {
    this.network = network;
    this.names = names;
    this.outputs = compilation == null ? List.of() : compilation.outputs();
  }

  /**
   * A source whose batches are in the model's order.
   *
   * @throws IllegalArgumentException if an input, or a label that is needed, is missing, or a name
   *     is not the model's
   */
  BatchSource of(BatchSource source) {
    int[] inputs = inputs(source.inputNames(), source.inputShapes().size());
    boolean inOrder = source.inputNames().isEmpty();
    if (outputs.isEmpty()) {
      return inOrder ? source : new OrderedSource(source, this, inputs, new int[0]);
    }
    int[] labels = labels(source.labelNames(), source.labelShapes().size());
    boolean isSingle = network.inputs().size() == 1 && outputs.size() == 1;
    return isSingle && inOrder && source.labelNames().isEmpty()
        ? source
        : new OrderedSource(source, this, inputs, labels);
  }

  /** A batch in the model's order. */
  Batch batch(Tensors x, Tensors y, Tensors sampleWeight) {
    return new Batch(
        inputs(x),
        pick(y.list(), labels(y.names(), y.size())),
        sampleWeight == null ? List.of() : sampleWeights(sampleWeight.names(), sampleWeight.list()),
        null,
        () -> {});
  }

  /** Inputs in the model's order. */
  List<Tensor> inputs(Tensors x) {
    List<Tensor> inputs = pick(x.list(), inputs(x.names(), x.size()));
    int missing = inputs.indexOf(null);
    if (missing >= 0) {
      throw new IllegalArgumentException(
          "Expected an array for the model's input "
              + names.inputs().get(missing)
              + ". Received: null");
    }
    return inputs;
  }

  /** What lies at some places of a list; null for no place. */
  static <T> List<T> pick(List<T> list, int[] places) {
    List<T> picked = new ArrayList<>();
    for (int place : places) {
      picked.add(place == NONE ? null : list.get(place));
    }
    return Collections.unmodifiableList(picked);
  }

  /** The place of each of the model's inputs among as many arrays. */
  private int[] inputs(List<String> given, int count) {
    if (given.isEmpty()) {
      if (count != names.inputs().size()) {
        throw new IllegalArgumentException(
            "Expected "
                + (names.inputs().size() == 1 ? "one array" : names.inputs().size() + " arrays")
                + " for the model's inputs, "
                + names.inputs()
                + ". Received: "
                + count);
      }
      return inOrder(count);
    }
    int[] places = places(names.inputs(), given, "inputs", this::isInput);
    for (int i = 0; i < places.length; i++) {
      if (places[i] == NONE) {
        throw new IllegalArgumentException(
            "Expected an array for each of the model's inputs, "
                + names.inputs()
                + ". Received: "
                + given
                + ", without "
                + names.inputs().get(i));
      }
    }
    return places;
  }

  /** An input goes by its key in a model made with names, and by its layer's name. */
  private boolean isInput(int input, String name) {
    CallGraph.Input of = network.inputs().get(input);
    return name.equals(of.name()) || (of.layer() != null && name.equals(of.layer().name()));
  }

  private boolean isOutput(int output, String name) {
    return name.equals(names.outputs().get(output));
  }

  private interface Match {
    boolean test(int place, String name);
  }

  /** The place of each wanted array among those of given names; no place for those not given. */
  private static int[] places(List<String> wanted, List<String> given, String what, Match match) {
    int[] places = new int[wanted.size()];
    Arrays.fill(places, NONE);
    for (int j = 0; j < given.size(); j++) {
      String name = given.get(j);
      List<Integer> found = matching(wanted.size(), i -> match.test(i, name));
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected names of the model's "
                + what
                + ", "
                + wanted
                + ". "
                + Names.received(wanted, name));
      }
      if (found.size() > 1 || places[found.get(0)] != NONE) {
        throw new IllegalArgumentException(
            "Expected one array for each of the model's "
                + what
                + ", "
                + wanted
                + (found.size() > 1 ? ", in their order where two have one name" : "")
                + ". Received: arrays named "
                + given);
      }
      places[found.get(0)] = j;
    }
    return places;
  }

  private static List<Integer> matching(int size, IntPredicate matches) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (matches.test(i)) {
        found.add(i);
      }
    }
    return found;
  }

  /** The place of each output's labels among as many; no place for labels that no one reads. */
  private int[] labels(List<String> given, int count) {
    if (count == 0) {
      throw new IllegalArgumentException("Expected labels to train or evaluate. Received: none");
    }
    int[] places =
        given.isEmpty()
            ? inOrderOfOutputs("labels", count)
            : places(names.outputs(), given, "outputs", this::isOutput);
    for (int i = 0; i < places.length; i++) {
      if (!outputs.get(i).isRead()) {
        places[i] = NONE;
      } else if (places[i] == NONE) {
        throw new IllegalArgumentException(
            "Expected labels for each output that has a loss or metrics, "
                + read()
                + ". Received: labels for "
                + given
                + ", without "
                + names.outputs().get(i));
      }
    }
    return places;
  }

  /** The outputs that have a loss or metrics. */
  private List<String> read() {
    return outputs.stream().filter(OutputTraining::isRead).map(OutputTraining::name).toList();
  }

  /** As many arrays as outputs, or as outputs that are read. */
  private int[] inOrderOfOutputs(String what, int count) {
    if (count == outputs.size()) {
      return inOrder(count);
    }
    List<String> read = read();
    if (count != read.size()) {
      throw new IllegalArgumentException(
          "Expected "
              + what
              + " for each output, "
              + names.outputs()
              + (read.size() < outputs.size()
                  ? ", or for those alone that have a loss or metrics, " + read
                  : "")
              + ". Received: "
              + (count == 1 ? "one array" : count + " arrays"));
    }
    int[] places = new int[outputs.size()];
    int next = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = outputs.get(i).isRead() ? next++ : NONE;
    }
    return places;
  }

  private static int[] inOrder(int count) {
    int[] places = new int[count];
    Arrays.setAll(places, i -> i);
    return places;
  }

  /** Weights of samples for each output; those of one array are for all. */
  List<Tensor> sampleWeights(List<String> given, List<Tensor> weights) {
    if (weights.isEmpty()) {
      return weights;
    }
    int[] places;
    if (!given.isEmpty()) {
      places = places(names.outputs(), given, "outputs", this::isOutput);
    } else if (weights.size() == 1) {
      places = new int[outputs.size()];
    } else {
      places = inOrderOfOutputs("weights of samples", weights.size());
    }
    return pick(weights, places);
  }
}
