package io.github.markhor;

import io.github.markhor.config.KerasNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds weights that order would give to another layer than that of their name. Names alone decide
 * nothing here: those of a file may be others than the model's, and those that Keras counts, such
 * as {@code conv2d_4}, go on counting over the models of a session.
 */
final class NamesInOrder {
  private final List<Match> matches = new ArrayList<>();
  private final Map<String, Match> byLayer = new HashMap<>();
  private final Map<String, Match> byStored = new HashMap<>();

  /**
   * What order says.
   *
   * @param layer the name in the model
   * @param className of that layer
   * @param stored the name in the file of the weights that it would get
   */
  record Match(String layer, String className, String stored) {
    /** Whether both names are those that Keras makes for layers without one. */
    boolean isCounted() {
      String counted = KerasNames.snakeCase(className) + "(_\\d+)?";
      return layer.matches(counted) && stored.matches(counted);
    }
  }

  void add(Match match) {
    matches.add(match);
    byLayer.put(match.layer, match);
    byStored.put(match.stored, match);
  }

  /** The first weights whose name is that of another layer of the model, or whose layer's is. */
  Optional<Match> disagreement() {
    return matches.stream()
        .filter(match -> !match.layer.equals(match.stored))
        .filter(match -> byLayer.containsKey(match.stored) || byStored.containsKey(match.layer))
        .filter(match -> !match.isCounted() || isExchanged(match))
        .findFirst();
  }

  /** Whether the names are in a circle: a's weights for b, b's for a. */
  private boolean isExchanged(Match start) {
    Match at = start;
    for (int i = 0; i < matches.size() && at != null; i++) {
      at = byLayer.get(at.stored);
      if (start.equals(at)) {
        return true;
      }
    }
    return false;
  }
}
