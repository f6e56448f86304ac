package io.github.markhor.data.table;

import io.github.markhor.config.Require;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A table of named columns, with a row for each picture. It is read from a CSV file, or made from
 * records or columns. A value is a text, a number, a list of texts (several classes), or null where
 * there is none. Immutable.
 *
 * <p>{@code ImageDataGenerator.flowFromDataframe} streams the pictures that it names.
 */
public final class DataFrame {
  /** A number; Java would read "1d" as one too. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** The name of a picture's file, which no column is likely to have. */
  private static final Pattern PICTURE =
      Pattern.compile(".*\\.(png|jpe?g|bmp|ppm|tiff?|gif|webp)", Pattern.CASE_INSENSITIVE);

  private final Map<String, List<Object>> columns;
  private final int rows;

  /** The file that the table was read from; null for none. */
  private final Path file;

  /** What the file holds, to the letter; null without a file. */
  private final CsvReader.Table table;

  private DataFrame(Map<String, List<Object>> columns, Path file, CsvReader.Table table) {
    this.columns = columns;
    this.rows = columns.isEmpty() ? 0 : columns.values().iterator().next().size();
    this.file = file;
    this.table = table;
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
    return new DataFrame(copy, null, null);
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
    return new DataFrame(columns, null, null);
  }

  /**
   * Reads a CSV file in UTF-8: commas, a first line of names, quotes where a value holds commas,
   * quotes or line ends. A column whose values are all numbers becomes one of numbers; see {@link
   * #asText} for classes and files that are named by numbers. An empty value is null.
   *
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if a row has not as many values as the first line, or the file
   *     has another encoding; the line is named
   */
  public static DataFrame readCsv(Path file) {
    return readCsv(file, CsvOptions.defaults());
  }

  /** Reads a CSV file of another encoding or separator; otherwise as {@link #readCsv(Path)}. */
  public static DataFrame readCsv(Path file, CsvOptions options) {
    Require.notNull("file", file);
    Require.notNull("options", options);
    CsvReader.Table table = CsvReader.read(file, options);
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    table.columns().forEach((name, texts) -> columns.put(name, values(texts)));
    return new DataFrame(columns, file, table);
  }

  private static List<Object> values(List<String> texts) {
    List<Object> numbers = new ArrayList<>();
    for (String text : texts) {
      if (text != null && !NUMBER.matcher(text.strip()).matches()) {
        return Collections.unmodifiableList(new ArrayList<Object>(texts));
      }
      numbers.add(text == null ? null : Double.valueOf(text.strip()));
    }
    return Collections.unmodifiableList(numbers);
  }

  /**
   * The same table, with the numbers of a column as texts: as the file has them, so that 007 stays
   * 007 and 01 is another class than 1; without a file whole ones without a point.
   */
  public DataFrame asText(String column) {
    Map<String, List<Object>> changed = new LinkedHashMap<>(columns);
    List<Object> texts = new ArrayList<>();
    List<Object> values = column(column);
    for (int row = 0; row < rows; row++) {
      texts.add(table == null ? text(values.get(row)) : table.columns().get(column).get(row));
    }
    changed.put(column, Collections.unmodifiableList(texts));
    return new DataFrame(changed, file, table);
  }

  private static String text(Object value) {
    boolean whole =
        value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15;
    return value == null ? null : whole ? Long.toString(((Double) value).longValue()) : "" + value;
  }

  /**
   * How messages name a row: {@code row 3}, counted from 1, and the line of the file if the table
   * was read from one.
   */
  public String rowName(int row) {
    String name = "row " + (row + 1);
    return table == null ? name : name + ", line " + table.lines().get(row) + " of " + file;
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
          "Expected a column of the table, "
              + columns.keySet()
              + ". Received: "
              + name
              + hint(name));
    }
    return values;
  }

  /** What may be wrong where a column is missing. */
  private String hint(String name) {
    for (String column : columns.keySet()) {
      if (bare(column).equals(bare(name))) {
        return "; there is \"" + column + "\", which differs in spaces, signs or capitals";
      }
    }
    if (columns.keySet().stream().anyMatch(column -> PICTURE.matcher(column).matches())) {
      return "; the first line should name the columns, and looks like a row";
    }
    return CsvReader.separatorHint(List.copyOf(columns.keySet()));
  }

  private static String bare(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }
}
