package io.github.markhor.text;

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
}
