package io.github.markhor.reports;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;

/** Texts in pictures and tables. */
final class Texts {
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  private Texts() {}

  /** The sizes of letters, before there is a picture to draw on. */
  static FontMetrics metrics(Font font) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    FontMetrics metrics = graphics.getFontMetrics(font);
    graphics.dispose();
    return metrics;
  }

  /** The text, cut short where it is wider than it may be; the same in all outputs. */
  static String fitting(String text, int width, FontMetrics metrics) {
    Font font = metrics.getFont();
    if (width(text, font) <= width + 1) {
      return text;
    }
    int end = text.length();
    do {
      end = text.offsetByCodePoints(end, -1);
    } while (end > 0 && width(text.substring(0, end) + "…", font) > width);
    return text.substring(0, end) + "…";
  }

  private static double width(String text, Font font) {
    return font.getStringBounds(text, EXACT).getWidth();
  }

  /** The text, cut short where it has more characters than it may have. */
  static String shortened(String text, int most) {
    String line = line(text);
    if (line.length() <= most) {
      return line;
    }
    int end = most - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** The text on one line: control characters, which names of files may hold, are spaces. */
  static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
