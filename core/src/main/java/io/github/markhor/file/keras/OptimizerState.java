package io.github.markhor.file.keras;

import io.github.markhor.file.StoredArray;
import io.github.markhor.hdf5.Hdf5Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The state of an optimizer, as it stands in a file.
 *
 * @param learningRate null where the file does not have it
 * @param arrays of the slots, in the order of the file
 */
record OptimizerState(long iterations, Double learningRate, List<StoredArray> arrays) {
  static final OptimizerState NONE = new OptimizerState(0, null, List.of());

  /** Reads Keras's group optimizer_weights. */
  static OptimizerState read(Hdf5Input input, Hdf5Group group) {
    List<String> names = input.texts(group, "weight_names");
    long iterations = 0;
    Double learningRate = null;
    List<StoredArray> arrays = new ArrayList<>();
    for (String name : names == null ? List.<String>of() : names) {
      String own = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      if (own.startsWith("iter")) {
        iterations = input.number(group, name);
      } else if (own.startsWith("learning_rate")) {
        learningRate = input.decimal(group, name);
      } else {
        arrays.add(input.array(group, name));
      }
    }
    return new OptimizerState(iterations, learningRate, arrays);
  }
}
