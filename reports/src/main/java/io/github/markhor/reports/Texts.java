package io.github.markhor.reports;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Texts in pictures. */
final class Texts {
  private Texts() {}

  /** The sizes of letters, before there is a picture to draw on. */
  static FontMetrics metrics(Font font) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    FontMetrics metrics = graphics.getFontMetrics(font);
    graphics.dispose();
    return metrics;
  }

  /** The text, cut short where it is wider than it may be. */
  static String fitting(String text, int width, FontMetrics metrics) {
    String shown = text;
    while (shown.length() > 1 && metrics.stringWidth(shown) > width) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    return shown;
  }
}
