package io.github.markhor.file;

import io.github.markhor.Tensor;
import io.github.markhor.weights.WeightSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the weights of a file to the layers of a model by order, whatever their names: the first
 * layer that has weights gets those of the first in the file that has some. Shapes are compared
 * before any number is read.
 */
final class WeightsMatch {
  private final List<StoredLayer> stored;
  private final Path file;
  private int next;

  WeightsMatch(List<StoredLayer> stored, Path file) {
    this.stored = stored.stream().filter(layer -> !layer.weights().isEmpty()).toList();
    this.file = file;
  }

  /**
   * Compares the next layer.
   *
   * @param specs in Keras's order: those that train, then the others
   */
  void next(String layer, List<WeightSpec> specs) {
    if (specs.isEmpty()) {
      return;
    }
    if (next == stored.size()) {
      throw new ModelFileException(
          "Expected weights of the layer " + layer + " in " + file + ". Received: none");
    }
    StoredLayer given = stored.get(next++);
    List<String> expected = new ArrayList<>();
    List<String> received = new ArrayList<>();
    specs.forEach(spec -> expected.add(spec.name() + " " + spec.shape()));
    given.weights().forEach(array -> received.add(array.name() + " " + array.shape()));
    boolean same = specs.size() == given.weights().size();
    for (int i = 0; same && i < specs.size(); i++) {
      same = specs.get(i).shape().equals(given.weights().get(i).shape());
    }
    if (!same) {
      throw new ModelFileException(
          "Expected the weights "
              + expected
              + " for the layer "
              + layer
              + " in "
              + file
              + ". Received: "
              + received);
    }
  }

  /** Refuses weights that are left when all layers have theirs. */
  void end() {
    if (next != stored.size()) {
      throw new ModelFileException(
          "Expected weights of "
              + next
              + " layers in "
              + file
              + ". Received: those of "
              + stored.size()
              + ", the first too many of "
              + stored.get(next).name());
    }
  }

  /** Reads all weights, in order. */
  List<Tensor> read(LoadOptions options) {
    List<Tensor> weights = new ArrayList<>();
    for (StoredLayer layer : stored) {
      for (StoredArray array : layer.weights()) {
        Tensor values = array.tensor();
        if (!options.allowNonFinite()) {
          checkFinite(layer.name() + "/" + array.name(), values);
        }
        weights.add(values);
      }
    }
    return weights;
  }

  private void checkFinite(String name, Tensor values) {
    for (float value : values.toArray()) {
      if (!Float.isFinite(value)) {
        throw new ModelFileException(
            "Expected finite weights in "
                + file
                + ". Received: "
                + value
                + " in "
                + name
                + " (LoadOptions.allowNonFinite loads it all the same)");
      }
    }
  }
}
