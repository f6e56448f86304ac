package io.github.markhor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws the rows of a summary in columns. It is as wide as Keras's, 80 columns with connections and
 * 73 without, and wider only where names would not be told apart otherwise.
 */
final class SummaryTable {
  /** The columns' places in a row as {@link Summary} gives it; the first two share one. */
  private static final int SHAPE = 2;

  private static final int PARAMETERS = 3;
  private static final int CONNECTIONS = 4;
  private static final int TRAINABLE = 5;

  private static final int WIDEST = 80;

  /** Keras's widths at its default line length, widened where a text is longer. */
  private static final int[] OF_CHAIN = {31, 22, 13};

  private static final int[] WITH_CONNECTIONS = {19, 17, 10, 17};

  private final boolean connected;
  private final boolean trainable;
  private final int[] widths;

  /**
   * A table.
   *
   * @param connected whether it has a column of connections
   * @param trainable whether it has a column of what trains
   */
  SummaryTable(boolean connected, boolean trainable) {
    this.connected = connected;
    this.trainable = trainable;
    int[] own = connected ? WITH_CONNECTIONS : OF_CHAIN;
    widths = trainable ? Arrays.copyOf(own, own.length + 1) : own.clone();
  }

  String of(List<String[]> given) {
    List<String> headings = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
    if (connected) {
      headings.add("Connected to");
    }
    if (trainable) {
      headings.add("Trainable");
    }
    List<List<String[]>> rows = new ArrayList<>();
    rows.add(headings.stream().map(heading -> new String[] {heading}).toList());
    boolean oneLine = given.stream().allMatch(row -> title(row).length() <= widths[0]);
    given.forEach(row -> rows.add(cells(row, !connected || oneLine)));
    for (List<String[]> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        for (String line : row.get(column)) {
          widths[column] = Math.max(widths[column], line.length());
        }
      }
    }
    if (connected) {
      narrow();
    }
    StringBuilder text = new StringBuilder(line("┏━", "━", "━┳━", "━┓"));
    text.append(row("┃", rows.get(0), true));
    for (int i = 1; i < rows.size(); i++) {
      text.append(i == 1 ? line("┡━", "━", "━╇━", "━┩") : line("├─", "─", "─┼─", "─┤"));
      text.append(row("│", rows.get(i), false));
    }
    return text.append(line("└─", "─", "─┴─", "─┘")).toString();
  }

  private static String title(String[] row) {
    return row[0] + " " + row[1];
  }

  /** The cells of a row, each of one line or several. */
  private List<String[]> cells(String[] row, boolean oneLine) {
    List<String[]> cells = new ArrayList<>();
    boolean fits = oneLine || title(row).length() <= widths[0];
    cells.add(fits ? new String[] {title(row)} : new String[] {row[0], row[1]});
    cells.add(new String[] {row[SHAPE]});
    cells.add(new String[] {row[PARAMETERS]});
    if (connected) {
      String[] lines = row[CONNECTIONS].split("\n");
      for (int i = 0; i < lines.length - 1; i++) {
        lines[i] += ",";
      }
      cells.add(lines);
    }
    if (trainable) {
      cells.add(new String[] {row[TRAINABLE]});
    }
    return cells;
  }

  /** Takes room from the two columns of names until the table fits, as far as Keras does. */
  private void narrow() {
    int total = Arrays.stream(widths).sum() + 3 * widths.length + 1;
    while (total > WIDEST) {
      int names = widths[0] - WITH_CONNECTIONS[0];
      int connections = widths[3] - WITH_CONNECTIONS[3];
      if (names <= 0 && connections <= 0) {
        return;
      }
      widths[connections >= names ? 3 : 0]--;
      total--;
    }
  }

  private String line(String left, String fill, String middle, String right) {
    StringBuilder text = new StringBuilder(left);
    for (int column = 0; column < widths.length; column++) {
      text.append(column == 0 ? "" : middle).append(fill.repeat(widths[column]));
    }
    return text.append(right).append('\n').toString();
  }

  private String row(String bar, List<String[]> cells, boolean isHeading) {
    int lines = cells.stream().mapToInt(cell -> cell.length).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines; line++) {
      text.append(bar);
      for (int column = 0; column < cells.size(); column++) {
        String[] cell = cells.get(column);
        String own = shortened(line < cell.length ? cell[line] : "", widths[column]);
        String pad = " ".repeat(widths[column] - own.length());
        // Numbers stand right, as in Keras, all else left.
        boolean right = column == 2 && !isHeading;
        text.append(' ').append(right ? pad + own : own + pad).append(' ').append(bar);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** A text that is too long; the end of a name stays, which tells names apart by a number. */
  private static String shortened(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    if (text.startsWith("(")) {
      return text.substring(0, width - 1) + "…";
    }
    int indent = text.indexOf("└ ") < 0 ? 0 : text.indexOf("└ ") + 2;
    return text.substring(0, indent) + "…" + text.substring(text.length() - width + 1 + indent);
  }
}
