package io.github.markhor.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Names in messages. */
public final class Names {
  private static final int MOST_SUGGESTIONS = 3;

  private Names() {}

  /** The name behind "a" or "an", by its first letter. */
  public static String withArticle(String name) {
    boolean vowel = !name.isEmpty() && "aeiouAEIOU".indexOf(name.charAt(0)) >= 0;
    return (vowel ? "an " : "a ") + name;
  }

  /**
   * The end of a message that refuses a name: what was received, and names that may have been
   * meant: {@code Received: adamm (did you mean adam?)}.
   *
   * @param known the names that there are
   */
  public static String received(Collection<String> known, String name) {
    List<String> close = name == null ? List.of() : suggestions(known, name);
    return "Received: "
        + name
        + (close.isEmpty() ? "" : " (did you mean " + String.join(" or ", close) + "?)");
  }

  /** The closest names by letters that differ; if there are none, those that hold it as a part. */
  static List<String> suggestions(Collection<String> known, String name) {
    String wanted = normal(name);
    TreeMap<Integer, List<String>> byDistance = new TreeMap<>();
    List<String> parts = new ArrayList<>();
    for (String candidate : known) {
      String other = normal(candidate);
      int distance = distance(wanted, other);
      if (distance <= Math.max(1, Math.min(wanted.length(), other.length()) / 4)) {
        byDistance.computeIfAbsent(distance, unused -> new ArrayList<>()).add(candidate);
      } else if (wanted.length() >= 3 && other.contains(wanted)
          || other.length() >= 4 && wanted.contains(other)) {
        parts.add(candidate);
      }
    }
    List<String> found = byDistance.isEmpty() ? parts : byDistance.firstEntry().getValue();
    return found.subList(0, Math.min(MOST_SUGGESTIONS, found.size()));
  }

  /** Neither case nor what joins words makes another name. */
  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_\\- ]", "");
  }

  /** How many letters must be changed, added, left out or swapped with their neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
