package io.github.markhor.reports;

import java.awt.FontMetrics;

/** Texts in pictures. */
final class Texts {
  private Texts() {}

  /** The text, cut short where it is wider than it may be. */
  static String fitting(String text, int width, FontMetrics metrics) {
    String shown = text;
    while (shown.length() > 1 && metrics.stringWidth(shown) > width) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    return shown;
  }
}
