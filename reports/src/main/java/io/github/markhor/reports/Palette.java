package io.github.markhor.reports;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;

/** The colours and letters that all figures share. */
final class Palette {
  static final Color BACKGROUND = Color.WHITE;
  static final Color TEXT = new Color(0x333333);
  static final Color FAINT = new Color(0x7F7F7F);
  static final Color GRID = new Color(0xE5E5E5);

  /** Curves that only show where most lie. */
  static final Color OTHERS = new Color(0xCFCFCF);

  /** What is right and what is wrong: told apart by those who do not see red and green, too. */
  static final Color RIGHT = new Color(0x1B7837);

  static final Color WRONG = new Color(0xC51B1B);

  /** Lines and bars of one figure, in this order; distinct for the colour-blind. */
  private static final Color[] SERIES = {
    new Color(0x1F77B4), new Color(0xE6550D), new Color(0x2CA02C), new Color(0x9467BD),
    new Color(0x8C564B), new Color(0xE377C2), new Color(0x17BECF), new Color(0xBCBD22),
    new Color(0x393B79), new Color(0x222222),
  };

  private Palette() {}

  static Color series(int i) {
    return SERIES[i % SERIES.length];
  }

  static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  static Font bold(int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }

  /** Paints the background of a figure and leaves the colour of text. */
  static void clear(Graphics2D graphics, Figure figure) {
    graphics.setColor(BACKGROUND);
    graphics.fillRect(0, 0, figure.width(), figure.height());
    graphics.setColor(TEXT);
  }
}
