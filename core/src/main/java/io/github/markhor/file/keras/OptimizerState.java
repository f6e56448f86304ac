package io.github.markhor.file.keras;

import io.github.markhor.file.StoredArray;
import io.github.markhor.hdf5.Hdf5Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The state of an optimizer, as it stands in a file.
 *
 * @param learningRate null where the file does not have it
 * @param arrays of the slots, in the order of the file
 */
record OptimizerState(long iterations, Double learningRate, List<StoredArray> arrays) {
  static final OptimizerState NONE = new OptimizerState(0, null, List.of());

  /**
   * What an optimizer that scales the loss remembers, by the names of Keras 2 and 3. It means
   * nothing for float32.
   */
  private static final Set<String> LOSS_SCALE =
      Set.of("step_counter", "dynamic_scale", "current_loss_scale", "good_steps", "loss_scale");

  /** Reads Keras's group optimizer_weights. */
  static OptimizerState read(Hdf5Input input, Hdf5Group group) {
    List<String> names = input.texts(group, "weight_names");
    long iterations = 0;
    Double learningRate = null;
    List<StoredArray> arrays = new ArrayList<>();
    boolean counted = false;
    for (String name : names == null ? List.<String>of() : names) {
      String own = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      if (own.startsWith("iter")) {
        // That of an optimizer within a LossScaleOptimizer comes behind the one that stays 0.
        iterations = input.number(group, name);
        counted = true;
      } else if (own.startsWith("learning_rate")) {
        learningRate = input.decimal(group, name);
      } else if (LOSS_SCALE.stream().noneMatch(own::startsWith)) {
        arrays.add(input.array(group, name, "the optimizer"));
      }
    }
    // Keras 1 gives its counter, the first of all, no name: Variable_12:0, or param_0.
    if (!counted && !arrays.isEmpty() && arrays.get(0).shape().rank() == 0) {
      iterations = (long) arrays.remove(0).values().get()[0];
    }
    return new OptimizerState(iterations, learningRate, arrays);
  }
}
