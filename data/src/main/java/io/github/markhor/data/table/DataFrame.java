package io.github.markhor.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of named columns, with a row for each picture. It is read from a CSV file, or made from
 * records or columns. A value is a text, a number, a list of texts (several classes), or null where
 * there is none. Immutable. {@code ImageDataGenerator.flowFromDataframe} streams the pictures.
 *
 * <p>{@code ImageDataGenerator.flowFromDataframe} streams the pictures that it names.
 */
public final class DataFrame {
  private final Map<String, List<Object>> columns;
  private final int rows;

  private DataFrame(Map<String, List<Object>> columns) {
    this.columns = columns;
    this.rows = columns.isEmpty() ? 0 : columns.values().iterator().next().size();
    columns.forEach(
        (name, values) -> {
          if (values.size() != rows) {
            throw new IllegalArgumentException(
                "Expected columns of one length, "
                    + rows
                    + " as the first. Received: the column "
                    + name
                    + " of length "
                    + values.size());
          }
        });
  }

  /**
   * A table of these columns, in their order.
   *
   * @throws IllegalArgumentException if they are not of one length
   */
  public static DataFrame ofColumns(Map<String, ? extends List<?>> columns) {
    Map<String, List<Object>> copy = new LinkedHashMap<>();
    columns.forEach(
        (name, values) ->
            copy.put(name, Collections.unmodifiableList(new ArrayList<Object>(values))));
    return new DataFrame(copy);
  }

  /** A table of these rows, each a map by column; a value that a row lacks is null. */
  public static DataFrame ofRecords(List<? extends Map<String, ?>> records) {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    records.forEach(record -> record.keySet().forEach(name -> columns.put(name, null)));
    columns.replaceAll(
        (name, none) -> {
          List<Object> values = new ArrayList<>();
          records.forEach(record -> values.add(record.get(name)));
          return Collections.unmodifiableList(values);
        });
    return new DataFrame(columns);
  }

  /**
   * Reads a CSV file in UTF-8: commas, a first line of names, quotes where a value holds commas,
   * quotes or line ends. A column whose values are all numbers becomes one of numbers; see {@link
   * #asText} for classes that are named by numbers. An empty value is null.
   *
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if a row has not as many values as the first line
   */
  public static DataFrame readCsv(Path file) {
    return ofColumns(CsvReader.read(file));
  }

  /** The same table, with the numbers of a column as texts, whole ones without a point. */
  public DataFrame asText(String column) {
    Map<String, List<Object>> changed = new LinkedHashMap<>(columns);
    List<Object> texts = new ArrayList<>();
    for (Object value : column(column)) {
      boolean whole =
          value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15;
      texts.add(
          value == null ? null : whole ? Long.toString(((Double) value).longValue()) : "" + value);
    }
    changed.put(column, Collections.unmodifiableList(texts));
    return new DataFrame(changed);
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The names of the columns. */
  public List<String> columnNames() {
    return List.copyOf(columns.keySet());
  }

  /**
   * The values of a column.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public List<Object> column(String name) {
    List<Object> values = columns.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "Expected a column of the table, " + columns.keySet() + ". Received: " + name);
    }
    return values;
  }
}
