package io.github.markhor.file.keras;

import io.github.markhor.config.ConfigException;
import io.github.markhor.file.Description;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.StoredArray;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two orders in which Keras writes the slots of an optimizer. By groups, as since Keras 2.11:
 * the slots of a group follow each other weight by weight (momentum and velocity of Adam). By
 * slots, as before: all weights' first slot, then all weights' second.
 */
final class OptimizerSlots {
  private OptimizerSlots() {}

  /**
   * The slots that a file holds of an optimizer, in the order by groups; empty for an optimizer
   * that cannot be made.
   *
   * @param state as the file has it
   * @param byGroups whether the file has the arrays in that order
   * @throws ModelFileException if the arrays are not as many for each slot
   */
  static List<StoredArray> ofFile(Description optimizer, OptimizerState state, boolean byGroups) {
    Optimizer made;
    try {
      made = optimizer.make(Optimizer.class);
    } catch (ConfigException notMade) {
      return List.of();
    }
    // Nadam before Keras 2.11 keeps a product that follows from the iteration.
    List<StoredArray> ofWeights =
        state.arrays().stream().filter(array -> !array.name().contains("momentum_cache")).toList();
    List<List<String>> groups = made.slotGroups();
    // Averages and sums of gradients belong to any optimizer, and to none of its groups.
    boolean hasOthers = made.settings().useEma() || made.settings().gradientAccumulationSteps() > 1;
    List<StoredArray> real =
        groups.isEmpty() && hasOthers ? ofWeights : withoutPlaceholders(groups, ofWeights);
    // Ftrl's slots always were in this order.
    boolean inGroups = byGroups || made.className().equals("Ftrl");
    List<StoredArray> slots =
        inGroups || groups.isEmpty() || real.isEmpty() ? real : toGroups(groups, real);
    return made.className().equals("Nadam") ? withProduct(made, slots, state.iterations()) : slots;
  }

  /**
   * The slots of Nadam with the product of all its momenta so far, which Keras 2 forgets when it
   * saves.
   */
  private static List<StoredArray> withProduct(
      Optimizer nadam, List<StoredArray> slots, long iterations) {
    boolean lacksIt = slots.stream().noneMatch(slot -> slot.shape().rank() == 0);
    if (slots.isEmpty() || !lacksIt) {
      return slots;
    }
    double beta = nadam.config().requireDouble("beta_1");
    double product = 1;
    // The product of later steps is less than the smallest float.
    for (long step = 1; step <= Math.min(iterations, 10_000); step++) {
      product *= beta * (1 - 0.5 * Math.pow(0.96, step));
    }
    float[] value = {(float) product};
    List<StoredArray> all = new ArrayList<>(slots);
    all.add(new StoredArray("u_product", Shape.of(), () -> value));
    return all;
  }

  /**
   * From the order by slots to that by groups.
   *
   * @param groups the names of the slots, as {@link Optimizer#slotGroups()} gives them
   * @throws ModelFileException if the arrays are not as many for each slot
   */
  static <T> List<T> toGroups(List<List<String>> groups, List<T> arrays) {
    return reorder(groups, arrays, true);
  }

  /** From the order by groups to that by slots. */
  static <T> List<T> toSlots(List<List<String>> groups, List<T> arrays) {
    return reorder(groups, arrays, false);
  }

  private static <T> List<T> reorder(List<List<String>> groups, List<T> arrays, boolean toGroups) {
    int slots = groups.stream().mapToInt(List::size).sum();
    if (slots == 0 || arrays.size() % slots != 0) {
      throw new ModelFileException(
          "Expected the slots "
              + groups
              + " of the optimizer for each weight. Received: "
              + arrays.size()
              + " arrays");
    }
    int weights = arrays.size() / slots;
    List<T> reordered = new ArrayList<>(arrays);
    int first = 0;
    for (List<String> group : groups) {
      for (int slot = 0; slot < group.size(); slot++) {
        for (int weight = 0; weight < weights; weight++) {
          int bySlots = (first + slot) * weights + weight;
          int byGroups = first * weights + weight * group.size() + slot;
          reordered.set(toGroups ? byGroups : bySlots, arrays.get(toGroups ? bySlots : byGroups));
        }
      }
      first += group.size();
    }
    return reordered;
  }

  /**
   * The arrays without those that mean nothing: Keras up to 2.3 writes one zero for each
   * velocity_hat that Adam does not keep, and the SGD of Keras 2 a momentum also where it has none.
   */
  static List<StoredArray> withoutPlaceholders(
      List<List<String>> groups, List<StoredArray> arrays) {
    if (groups.isEmpty()) {
      return List.of();
    }
    int real = (int) arrays.stream().takeWhile(array -> !isPlaceholder(array)).count();
    boolean restIsNone = arrays.stream().skip(real).allMatch(OptimizerSlots::isPlaceholder);
    boolean third = real > 0 && arrays.size() * 2 == real * 3;
    boolean twoSlots = Stream.of(groups).flatMap(List::stream).mapToInt(List::size).sum() == 2;
    return third && twoSlots && restIsNone ? arrays.subList(0, real) : arrays;
  }

  private static boolean isPlaceholder(StoredArray array) {
    return array.shape().equals(Shape.of(1));
  }
}
