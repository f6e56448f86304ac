package io.github.markhor.file;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the layers within a model an array of a file belongs to, as the array's name says.
 * Versions of Keras put more or fewer names of surrounding layers before it: {@code
 * base/conv2d/kernel}, {@code conv2d/kernel:0}.
 */
public final class ArrayNames {
  private ArrayNames() {}

  /** The names of the layers before an array's own, separated by '/'; empty if there is none. */
  public static String layerOf(String array) {
    int end = array.lastIndexOf('/');
    return end < 0 ? "" : array.substring(0, end);
  }

  /**
   * The places of the layers that names stand for.
   *
   * @param names from {@link #layerOf}
   * @param paths of layers in a model: {@code block/conv2d}
   * @return for each name the place of its path; empty if one of them stands for no path, or for
   *     more than one, or two for the same
   */
  public static Map<String, Integer> places(Collection<String> names, List<String> paths) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String name : names) {
      int place = place(name, paths);
      if (place < 0) {
        return Map.of();
      }
      places.put(name, place);
    }
    return new HashSet<>(places.values()).size() == places.size() ? places : Map.of();
  }

  /** The path that has most names in common with this one, from the end; -1 if two or none do. */
  private static int place(String name, List<String> paths) {
    int place = -1;
    int longest = 0;
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      if (path.equals(name)) {
        return i;
      }
      if (!path.isEmpty() && (name.endsWith("/" + path) || path.endsWith("/" + name))) {
        int common = Math.min(path.length(), name.length());
        place = common == longest ? -1 : common > longest ? i : place;
        longest = Math.max(longest, common);
      }
    }
    return place;
  }
}
