package io.github.markhor.conformance;

import java.util.ArrayList;
import java.util.List;

/** Makes the list of pending cases from those that failed. */
final class PendingWriter {
  private PendingWriter() {}

  /** The lines of a list; the pictures' group is one line, because none of it is run yet. */
  static List<String> lines(List<String> failed) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Conformance cases that are not expected to pass yet, a line each. A listed case that");
    lines.add("# passes fails the build until its line is taken off: the list only shrinks.");
    String last = "";
    for (String id : failed) {
      String group = id.substring(0, id.indexOf('/'));
      if (!group.equals(last)) {
        lines.add("");
        last = group;
      }
      lines.add(id);
    }
    return lines;
  }
}
