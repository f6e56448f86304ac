package io.github.markhor.data.table;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import java.util.List;

/**
 * The roles of the columns of a {@link DataFrame}, with Keras's names as defaults. Immutable: the
 * methods with an argument give a changed copy.
 */
public final class Columns extends Immutable<Columns> {
  private static final Columns DEFAULTS = new Columns();

  private String x = "filename";
  private List<String> y = List.of("class");
  private boolean severalY;
  private String weight;
  private boolean validateFilenames = true;

  private Columns() {}

  /** Files in the column {@code filename}, classes in {@code class}, no weights. */
  public static Columns defaults() {
    return DEFAULTS;
  }

  /** Files in the column {@code x}, classes or other labels in {@code y}. */
  public static Columns of(String x, String y) {
    return DEFAULTS.x(x).y(y);
  }

  /** The column that names the files. */
  public Columns x(String column) {
    Require.notNull("x", column);
    return with(copy -> copy.x = column);
  }

  /** The column of the labels. */
  public Columns y(String column) {
    List<String> one = List.of(column);
    return with(
        copy -> {
          copy.y = one;
          copy.severalY = false;
        });
  }

  /** The columns of the labels, for the class modes {@code RAW} and {@code MULTI_OUTPUT}. */
  public Columns y(List<String> columns) {
    List<String> several = List.copyOf(columns);
    return with(
        copy -> {
          copy.y = several;
          copy.severalY = true;
        });
  }

  /** The column of the sample weights. */
  public Columns weight(String column) {
    Require.notNull("weight", column);
    return with(copy -> copy.weight = column);
  }

  /**
   * Whether rows are left out whose file is missing or no picture by its ending; default true.
   * Otherwise a missing file is an error when its batch is made.
   */
  public Columns validateFilenames(boolean validate) {
    return with(copy -> copy.validateFilenames = validate);
  }

  /** The column that names the files. */
  public String x() {
    return x;
  }

  /** The columns of the labels. */
  public List<String> y() {
    return y;
  }

  /** Whether the labels were given as a list of columns, be it of one. */
  public boolean hasSeveralY() {
    return severalY;
  }

  /** The column of the sample weights; null for none. */
  public String weight() {
    return weight;
  }

  /** Whether rows are left out whose file is missing or no picture by its ending. */
  public boolean validateFilenames() {
    return validateFilenames;
  }
}
