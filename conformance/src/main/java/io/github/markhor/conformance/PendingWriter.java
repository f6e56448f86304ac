package io.github.markhor.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the list of pending cases from those that failed. */
final class PendingWriter {
  private PendingWriter() {}

  /**
   * The lines of a list; a group of which nothing passes is one line.
   *
   * @param failed the cases that failed, {@code group/name}, those of a group together
   * @param groupsThatPass groups of which at least one case passed
   */
  static List<String> lines(List<String> failed, Set<String> groupsThatPass) {
    List<String> lines = new ArrayList<>();
    lines.add("# Conformance cases that are not expected to pass yet, a line each. A listed case");
    lines.add("# that passes fails the build until its line is taken off: the list only shrinks.");
    String last = "";
    for (String id : failed) {
      String group = id.substring(0, id.indexOf('/'));
      boolean isNew = !group.equals(last);
      last = group;
      if (isNew) {
        lines.add("");
      }
      if (groupsThatPass.contains(group)) {
        lines.add(id);
      } else if (isNew) {
        lines.add(group + "/*");
      }
    }
    return lines;
  }
}
