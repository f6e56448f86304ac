package io.github.markhor.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Fields of tables of comma-separated values.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class Csv {
  private Csv() {}

  /** A field, in quotes where it holds a comma, a quote or a line end. */
  public static String field(String text) {
    return field(text, ",");
  }

  /** A field, in quotes where it holds the separator, a quote or a line end. */
  public static String field(String text, String separator) {
    boolean plain =
        !text.contains(separator)
            && text.chars().noneMatch(c -> c == '"' || c == '\n' || c == '\r');
    return plain ? text : quoted(text);
  }

  /** A field in quotes. */
  public static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** The fields of a line, without the quotes around them. */
  public static List<String> fields(String line, String separator) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && line.startsWith(separator, i)) {
        fields.add(field.toString());
        field.setLength(0);
        i += separator.length() - 1;
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
