package io.github.markhor.reports;

import java.util.List;
import java.util.Locale;

/** What the numbers of a training have come to, as a text. */
final class CurveTable {
  private static final int MOST_NAME = 42;

  private CurveTable() {}

  /** A table of at most 80 columns. */
  static String of(List<TrainingCurves.Range> ranges) {
    int width = "metric".length();
    for (TrainingCurves.Range range : ranges) {
      width = Math.max(width, Math.min(MOST_NAME, range.name().length()));
    }
    String format = "%-" + width + "s  %10s  %10s  %10s%n";
    StringBuilder text = new StringBuilder();
    text.append(String.format(format, "metric", "min", "max", "cur"));
    for (TrainingCurves.Range range : ranges) {
      text.append(
          String.format(
              format,
              Texts.shortened(range.name(), MOST_NAME),
              shown(range.minimum()),
              shown(range.maximum()),
              shown(range.current())));
    }
    return text.toString();
  }

  /** A number with four decimals, or three where they would be too few. */
  static String shown(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || size >= 1e-3 && size < 1e6;
    return Double.isNaN(value) ? "nan" : String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value);
  }
}
