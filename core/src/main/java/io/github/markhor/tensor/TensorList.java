package io.github.markhor.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Tensors in an order, with names or without. */
final class TensorList implements Tensors {
  private final List<String> names;
  private final List<Tensor> tensors;

  /**
   * @param names as many as tensors, or none
   * @param tensors some may be null
   */
  TensorList(List<String> names, List<Tensor> tensors) {
    this.names = names;
    this.tensors = Collections.unmodifiableList(new ArrayList<>(tensors));
  }

  @Override
  public List<Tensor> list() {
    return tensors;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public String toString() {
    if (names.isEmpty()) {
      return tensors.toString();
    }
    return IntStream.range(0, names.size())
        .mapToObj(i -> names.get(i) + "=Tensor" + tensors.get(i).shape())
        .toList()
        .toString();
  }
}
