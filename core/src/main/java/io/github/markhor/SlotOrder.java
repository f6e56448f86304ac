package io.github.markhor;

import io.github.markhor.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order of an optimizer's slots where the weights are in another order than the model's. */
final class SlotOrder {
  private static final String OPTIMIZER = "optimizer/";

  private SlotOrder() {}

  /**
   * Slots in the order in which they stand when the weights are in that order.
   *
   * @param slots in the model's order, each named by its weight and itself
   * @param weights the names of all weights
   */
  static List<Variable> of(List<Variable> slots, List<String> weights) {
    Set<String> names = new HashSet<>(weights);
    Map<Variable, String> weightOf = new LinkedHashMap<>();
    Set<String> inModel = new LinkedHashSet<>();
    Map<String, Variable> byName = new HashMap<>();
    for (Variable slot : slots) {
      byName.put(slot.name(), slot);
      int end = slot.name().lastIndexOf('/');
      String weight =
          end < OPTIMIZER.length() ? "" : slot.name().substring(OPTIMIZER.length(), end);
      if (names.contains(weight)) {
        weightOf.put(slot, weight);
        inModel.add(weight);
      }
    }
    List<String> ordered = weights.stream().filter(inModel::contains).distinct().toList();
    Map<String, String> inItsPlace = new HashMap<>();
    int place = 0;
    for (String weight : inModel) {
      inItsPlace.put(weight, ordered.get(place++));
    }
    List<Variable> result = new ArrayList<>();
    for (Variable slot : slots) {
      String weight = weightOf.get(slot);
      result.add(
          weight == null
              ? slot
              : byName.get(
                  OPTIMIZER
                      + inItsPlace.get(weight)
                      + slot.name().substring(OPTIMIZER.length() + weight.length())));
    }
    return result;
  }
}
