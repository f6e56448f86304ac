package io.github.markhor.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Cases that are not expected to pass yet: a line {@code group/name} each, or {@code group/*} for a
 * group of which nothing is expected yet; {@code #} begins a comment.
 */
final class PendingList {
  private final Set<String> lines = new LinkedHashSet<>();
  private final Set<String> found = new HashSet<>();

  /** Wildcards under which something has failed, so that they still say what is so. */
  private final Set<String> failing = new HashSet<>();

  /** An empty list. */
  PendingList() {}

  static PendingList read(Path file) throws IOException {
    PendingList list = new PendingList();
    for (String line : Files.readAllLines(file)) {
      String id = line.replaceFirst("#.*", "").strip();
      if (!id.isEmpty()) {
        list.lines.add(id);
      }
    }
    return list;
  }

  /** True if the case is on the list by its own name. */
  boolean names(Case given) {
    return lines.contains(given.id());
  }

  /** True if the case's whole group is on the list. */
  boolean covers(String group) {
    return lines.contains(group + "/*");
  }

  /** Notes that a listed case exists, and whether it failed as expected. */
  void saw(Case given, boolean failed) {
    found.add(given.id());
    found.add(given.group() + "/*");
    if (failed) {
      failing.add(given.group() + "/*");
    }
  }

  /** Lines of these groups that name no case, or of which every case passes. */
  List<String> stale(Set<String> groups) {
    List<String> stale = new ArrayList<>();
    for (String line : lines) {
      boolean ofGroups = groups.contains(line.substring(0, Math.max(0, line.indexOf('/'))));
      if (line.indexOf('/') < 0 || (ofGroups && !found.contains(line))) {
        stale.add(line + ": on the pending list, but there is no such case: take it off the list");
      } else if (ofGroups && line.endsWith("/*") && !failing.contains(line)) {
        stale.add(line + ": passes now: take it off the list");
      }
    }
    return stale;
  }
}
