package io.github.markhor.tensor;

import io.github.markhor.text.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What goes into a model of several inputs, or comes out of one of several outputs: tensors in an
 * order, or by name. A {@link Tensor} is one of these, the only one, so that models of one input
 * and one output take and give tensors as they are.
 *
 * <p>Tensors without names belong to the model's inputs or outputs in their order. Those with names
 * belong to the inputs or outputs of these names, whatever their order.
 */
public sealed interface Tensors permits Tensor, TensorList {
  /**
   * Tensors in the order of a model's inputs or outputs. Null stands for labels that no loss or
   * metric reads, and for weights of ones.
   */
  static Tensors of(Tensor... tensors) {
    return of(Arrays.asList(tensors));
  }

  /** Tensors in the order of a model's inputs or outputs, as {@link #of(Tensor...)} takes them. */
  static Tensors of(List<Tensor> tensors) {
    return new TensorList(List.of(), tensors);
  }

  /**
   * Tensors by the names of a model's inputs or outputs; those of labels that no loss or metric
   * reads, and weights of ones, may be left out.
   */
  static Tensors of(Map<String, Tensor> tensors) {
    List<String> names = List.copyOf(tensors.keySet());
    if (names.isEmpty()) {
      throw new IllegalArgumentException("Expected tensors by name. Received: none");
    }
    return new TensorList(names, names.stream().map(tensors::get).toList());
  }

  /** The number of tensors. */
  default int size() {
    return list().size();
  }

  /** The tensors; null where one is missing. */
  List<Tensor> list();

  /** The names in the order of {@link #list}; empty where the order says what is what. */
  List<String> names();

  /**
   * A tensor by its place.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  default Tensor tensor(int place) {
    return list().get(place);
  }

  /**
   * A tensor by its name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  default Tensor tensor(String name) {
    int place = names().indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          names().isEmpty()
              ? "Expected the place of a tensor: these have no names. Received: " + name
              : "Expected the name of a tensor, one of "
                  + names()
                  + ". "
                  + Names.received(names(), name));
    }
    return list().get(place);
  }
}
