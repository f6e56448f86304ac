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
      String counted = KerasNames.snakeCase(className) + "(_\\d{1,9})?";
      return layer.matches(counted) && stored.matches(counted);
    }

    /** The number that Keras gave a layer; 0 for the first, which has none in its name. */
    private int number(String name) {
      int length = KerasNames.snakeCase(className).length();
      return name.length() == length ? 0 : Integer.parseInt(name.substring(length + 1));
    }

    /** Whether the model numbers two layers of a class the other way round than the file. */
    private boolean isOtherWayRound(Match other) {
      int inModel = Integer.compare(number(layer), other.number(other.layer));
      int inFile = Integer.compare(number(stored), other.number(other.stored));
      return inModel * inFile < 0;
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

  /**
   * The first weights of a layer without a name of its own whose number is greater than that of the
   * next such layer's, or the model's the other way round. Keras counts in the order in which the
   * layers were made, so that this tells of another order also where no name is in both.
   */
  Optional<Match> miscounted() {
    for (int i = 0; i < matches.size(); i++) {
      Match match = matches.get(i);
      for (Match other : matches.subList(0, match.isCounted() ? i : 0)) {
        if (other.className.equals(match.className)
            && other.isCounted()
            && other.isOtherWayRound(match)) {
          return Optional.of(other);
        }
      }
    }
    return Optional.empty();
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
