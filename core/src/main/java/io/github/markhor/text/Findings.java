package io.github.markhor.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with many things, told in a few words: of each kind the first, and how many there
 * are. A network of hundreds of layers that cannot run fills no screen.
 */
public final class Findings {
  private static final int MOST_KINDS = 20;

  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  /** What is wrong in the same way. */
  private static final class Kind {
    private final String first;
    private final String name;
    private int count;

    Kind(String first, String name) {
      this.first = first;
      this.name = name;
    }

    String text() {
      return count == 1 ? first : first + " (and " + (count - 1) + " more of " + name + ")";
    }
  }

  /**
   * Adds a finding.
   *
   * @param name what is affected, the class of a layer for one
   * @param finding told if it is the first of its kind
   * @param kind what findings on the same class have in common
   */
  public void add(String name, String finding, String kind) {
    Kind known = kinds.computeIfAbsent(name + '\0' + kind, unused -> new Kind(finding, name));
    known.count++;
  }

  public boolean isEmpty() {
    return kinds.isEmpty();
  }

  /** One text for each kind, in the order in which they were found; at most 20 and a last one. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    kinds.values().stream().limit(MOST_KINDS).forEach(kind -> texts.add(kind.text()));
    if (kinds.size() > MOST_KINDS) {
      texts.add("and " + (kinds.size() - MOST_KINDS) + " more kinds");
    }
    return texts;
  }

  /** The first few of a list: {@code [a, b, c and 20 more]}. */
  public static String shortened(List<String> names) {
    int shown = names.size() > 4 ? 3 : names.size();
    String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
    return "[" + String.join(", ", names.subList(0, shown)) + more + "]";
  }
}
