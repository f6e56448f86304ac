package io.github.markhor.engine;

import io.github.markhor.network.CallGraph;
import io.github.markhor.network.Network;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.List;

/** Refuses inputs whose shapes do not fit a model, and says what helps. */
final class InputCheck {
  private final List<CallGraph.Input> inputs;

  InputCheck(Network network) {
    this.inputs = network.inputs();
  }

  /**
   * Compares the shapes of a batch with those of the model's inputs.
   *
   * @param batch in the model's order
   */
  void check(List<Tensor> batch) {
    if (batch.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "Expected batches of as many inputs as the model has, "
              + inputs.stream().map(CallGraph.Input::name).toList()
              + ". Received: "
              + batch.size());
    }
    for (int i = 0; i < batch.size(); i++) {
      check(batch.get(i).shape(), i);
      if (batch.get(i).shape().size(0) != batch.get(0).shape().size(0)) {
        throw new IllegalArgumentException(
            "Expected as many samples for the input "
                + inputs.get(i).name()
                + " as for "
                + inputs.get(0).name()
                + ", "
                + batch.get(0).shape().size(0)
                + ". Received: "
                + batch.get(i).shape());
      }
    }
  }

  private void check(Shape batch, int input) {
    Shape expected = inputs.get(input).shape();
    if (batch.rank() != expected.rank() + 1 || !expected.matches(batch.dropFirst())) {
      throw new IllegalArgumentException(
          "Expected inputs of shape "
              + expected
              + " behind the number of samples, as the model's"
              + (inputs.size() == 1
                  ? " first layer says"
                  : " input " + inputs.get(input).name() + " says")
              + remedy(batch, expected)
              + ". Received: "
              + batch);
    }
    if (batch.size(0) == 0) {
      throw new IllegalArgumentException("Expected at least one sample. Received: " + batch);
    }
  }

  /** What helps, as the end of a sentence; empty where that cannot be told. */
  private static String remedy(Shape batch, Shape expected) {
    if (batch.equals(expected)) {
      return "; a single sample gets its number by reshape" + expected.prepend(1);
    }
    if (!expected.isKnown() || batch.rank() == 0 || batch.size(0) == 0) {
      return "";
    }
    Shape wanted = expected.prepend(batch.size(0));
    if (batch.rank() == 4
        && expected.rank() == 3
        && batch
            .dropFirst()
            .equals(Shape.of(expected.size(2), expected.size(0), expected.size(1)))) {
      return "; the channels of pictures come last, as " + wanted;
    }
    return batch.elements() == wanted.elements()
        ? "; the same numbers in that shape are given by reshape" + wanted
        : "";
  }
}
