package io.github.markhor.data;

import java.util.List;
import java.util.Objects;

/**
 * Which columns of a {@link DataFrame} say what, with Keras's names as defaults. Immutable: every
 * method gives a changed copy.
 */
public final class Columns {
  private static final Columns DEFAULTS =
      new Columns("filename", List.of("class"), false, null, true);

  private final String x;
  private final List<String> y;
  private final boolean severalY;
  private final String weight;
  private final boolean validateFilenames;

  private Columns(
      String x, List<String> y, boolean severalY, String weight, boolean validateFilenames) {
    this.x = x;
    this.y = y;
    this.severalY = severalY;
    this.weight = weight;
    this.validateFilenames = validateFilenames;
  }

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
    Objects.requireNonNull(column, "x");
    return new Columns(column, y, severalY, weight, validateFilenames);
  }

  /** The column of the labels. */
  public Columns y(String column) {
    return new Columns(x, List.of(column), false, weight, validateFilenames);
  }

  /** The columns of the labels, for the class modes {@code RAW} and {@code MULTI_OUTPUT}. */
  public Columns y(List<String> columns) {
    return new Columns(x, List.copyOf(columns), true, weight, validateFilenames);
  }

  /** The column of the sample weights. */
  public Columns weight(String column) {
    Objects.requireNonNull(column, "weight");
    return new Columns(x, y, severalY, column, validateFilenames);
  }

  /**
   * Whether rows are left out whose file is missing or no picture by its ending; yes, if unset.
   * Without, a missing file is an error when its batch is made.
   */
  public Columns validateFilenames(boolean validate) {
    return new Columns(x, y, severalY, weight, validate);
  }

  String x() {
    return x;
  }

  List<String> y() {
    return y;
  }

  /** Whether the labels were given as a list of columns, be it of one. */
  boolean hasSeveralY() {
    return severalY;
  }

  /** Null for none. */
  String weight() {
    return weight;
  }

  boolean validatesFilenames() {
    return validateFilenames;
  }
}
