package io.github.markhor.file.keras;

import io.github.markhor.hdf5.Hdf5Group;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The groups of weights by their paths, {@code layers/conv2d/vars}. Keras 2.12 to 2.15 on Windows
 * write one group of the name {@code layers\conv2d}, with a backslash, where they mean a group
 * within another; no Keras reads these files. Here both are the same path. Each group is read once.
 */
final class GroupTree {
  private final Hdf5Input input;
  private final Map<String, Hdf5Group> groups = new HashMap<>();

  /** The names within a path that lie in names with backslashes. */
  private final Map<String, Set<String>> joined = new HashMap<>();

  GroupTree(Hdf5Input input) {
    this.input = input;
    groups.put("", input.root());
    for (String name : input.names(input.root())) {
      if (name.indexOf('\\') >= 0) {
        addJoined(name);
      }
    }
  }

  private void addJoined(String name) {
    StringBuilder path = new StringBuilder();
    for (String part : name.split("\\\\")) {
      joined.computeIfAbsent(path.toString(), unused -> new LinkedHashSet<>()).add(part);
      path.append(path.length() == 0 ? "" : "/").append(part);
    }
    Hdf5Group group = input.findGroup(input.root(), name);
    if (group != null) {
      groups.putIfAbsent(path.toString(), group);
    }
  }

  /** The path of what a path holds. */
  static String within(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** Whether there is a group, or one that others lie in by their names. */
  boolean has(String path) {
    return joined.containsKey(path) || find(path) != null;
  }

  /** The group of a path; null if there is none. */
  Hdf5Group find(String path) {
    if (!groups.containsKey(path)) {
      int slash = path.lastIndexOf('/');
      Hdf5Group parent = find(slash < 0 ? "" : path.substring(0, slash));
      groups.put(path, parent == null ? null : input.findGroup(parent, path.substring(slash + 1)));
    }
    return groups.get(path);
  }

  /** The names of what lies in a path, in no order. */
  Set<String> names(String path) {
    Hdf5Group group = find(path);
    Set<String> names = new LinkedHashSet<>(joined.getOrDefault(path, Set.of()));
    if (group != null) {
      names.addAll(input.names(group));
    }
    return names;
  }
}
