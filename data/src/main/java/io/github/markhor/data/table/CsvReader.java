package io.github.markhor.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads tables of separated values.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvReader {
  private static final int END = -1;

  private final Path file;
  private final CharSequence text;
  private final char separator;
  private int at;
  private int line = 1;

  private CsvReader(Path file, CharSequence text, char separator) {
    this.file = file;
    this.text = text;
    this.separator = separator;
  }

  /**
   * What a file holds.
   *
   * @param columns by name, of texts, null for an empty one
   * @param lines the line of the file in which each row begins, counted from 1
   */
  record Table(Map<String, List<String>> columns, List<Integer> lines) {}

  /** Reads a file whose first line names the columns. */
  static Table read(Path file, CsvOptions options) {
    CsvReader csv =
        new CsvReader(file, CsvText.read(file, options.encoding()), options.separator());
    List<List<String>> rows = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    while (csv.next() != END) {
      int begins = csv.line;
      List<String> row = csv.row();
      if (row.size() > 1 || !row.get(0).isEmpty()) {
        rows.add(row);
        lines.add(begins);
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a first line of column names in " + file + ". Received: an empty file");
    }
    List<String> names = rows.get(0);
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (int column = 0; column < names.size(); column++) {
      columns.put(names.get(column), column(file, rows, lines, column));
    }
    if (columns.size() < names.size()) {
      throw new IllegalArgumentException(
          "Expected columns of different names in " + file + ". Received: " + names);
    }
    return new Table(columns, lines.subList(1, lines.size()));
  }

  /** What a first line of one name tells, if it holds another separator. */
  static String separatorHint(List<String> names) {
    for (char separator : new char[] {';', '\t', '|', ','}) {
      if (names.size() == 1 && names.get(0).indexOf(separator) >= 0) {
        return "; the values look separated by "
            + (separator == '\t' ? "tabs" : "\"" + separator + "\"")
            + ": readCsv(file, CsvOptions.defaults().separator('"
            + (separator == '\t' ? "\\t" : separator)
            + "'))";
      }
    }
    return "";
  }

  private static List<String> column(
      Path file, List<List<String>> rows, List<Integer> lines, int column) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      if (row.size() != rows.get(0).size()) {
        throw new IllegalArgumentException(
            "Expected rows of "
                + rows.get(0).size()
                + " values, as the first line of "
                + file
                + ". Received: "
                + row
                + " in line "
                + lines.get(i)
                + separatorHint(rows.get(0)));
      }
      String value = row.get(column);
      texts.add(value.isEmpty() ? null : value);
    }
    return texts;
  }

  private int next() {
    return at < text.length() ? text.charAt(at) : END;
  }

  /** Goes on by a character; a line ends with CR, LF or both. */
  private void skip() {
    int skipped = next();
    at++;
    if (skipped == '\n' || (skipped == '\r' && next() != '\n')) {
      line++;
    }
  }

  private List<String> row() {
    List<String> row = new ArrayList<>();
    row.add(value());
    while (next() == separator) {
      skip();
      row.add(value());
    }
    if (next() == '\r') {
      skip();
    }
    if (next() == '\n') {
      skip();
    }
    return row;
  }

  private String value() {
    StringBuilder value = new StringBuilder();
    if (next() == '"') {
      quoted(value);
    }
    while (next() != separator && next() != '\r' && next() != '\n' && next() != END) {
      value.append((char) next());
      skip();
    }
    return value.toString();
  }

  /** A value between quotes, which may hold separators, line ends, and quotes written twice. */
  private void quoted(StringBuilder value) {
    int opened = line;
    skip();
    while (next() != END) {
      if (next() == '"') {
        skip();
        if (next() != '"') {
          return;
        }
      }
      value.append((char) next());
      skip();
    }
    throw new IllegalArgumentException(
        "Expected a quote at the end of every value that begins with one. Received: one in line "
            + opened
            + " of "
            + file
            + " that does not end, and takes all lines after it with it");
  }
}
