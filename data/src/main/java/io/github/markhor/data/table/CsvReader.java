package io.github.markhor.data.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads tables of comma-separated values.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvReader {
  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private int next;

  private CsvReader(Reader in) throws IOException {
    this.in = in;
    this.next = in.read();
    if (next == BYTE_ORDER_MARK) {
      next = in.read();
    }
  }

  /** The columns by name; their values are texts, or numbers, or null for an empty one. */
  static Map<String, List<Object>> read(Path file) {
    List<List<String>> rows = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      CsvReader csv = new CsvReader(in);
      while (csv.next != END) {
        List<String> row = csv.row();
        if (row.size() > 1 || !row.get(0).isEmpty()) {
          rows.add(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the table " + file + ": " + e, e);
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a first line of column names in " + file + ". Received: an empty file");
    }
    List<String> names = rows.get(0);
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    for (int column = 0; column < names.size(); column++) {
      columns.put(names.get(column), column(file, rows, column));
    }
    if (columns.size() < names.size()) {
      throw new IllegalArgumentException(
          "Expected columns of different names in " + file + ". Received: " + names);
    }
    return columns;
  }

  private static List<Object> column(Path file, List<List<String>> rows, int column) {
    List<Object> texts = new ArrayList<>();
    List<Object> numbers = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      if (row.size() != rows.get(0).size()) {
        throw new IllegalArgumentException(
            "Expected rows of "
                + rows.get(0).size()
                + " values, as the first line of "
                + file
                + ". Received: "
                + row);
      }
      String value = row.get(column);
      texts.add(value.isEmpty() ? null : value);
      numbers.add(number(value));
    }
    boolean numeric = true;
    for (int i = 0; i < texts.size(); i++) {
      numeric &= texts.get(i) == null || numbers.get(i) != null;
    }
    return numeric && !texts.isEmpty() ? numbers : texts;
  }

  private static Double number(String value) {
    // Java would read "1d" as a number too.
    if (!value.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      return null;
    }
    return Double.valueOf(value.strip());
  }

  private List<String> row() throws IOException {
    List<String> row = new ArrayList<>();
    row.add(value());
    while (next == ',') {
      next = in.read();
      row.add(value());
    }
    if (next == '\r') {
      next = in.read();
    }
    if (next == '\n') {
      next = in.read();
    }
    return row;
  }

  private String value() throws IOException {
    StringBuilder value = new StringBuilder();
    if (next == '"') {
      next = in.read();
      while (next != END) {
        if (next == '"') {
          next = in.read();
          if (next != '"') {
            break;
          }
        }
        value.append((char) next);
        next = in.read();
      }
    }
    while (next != ',' && next != '\r' && next != '\n' && next != END) {
      value.append((char) next);
      next = in.read();
    }
    return value.toString();
  }
}
