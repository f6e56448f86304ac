package io.github.markhor.reports;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** The box of one layer: its name, and below what it is and gives; or a model with its layers. */
final class LayerBox {
  private static final int NAME_SIZE = 12;
  private static final int TEXT_SIZE = 11;
  private static final int PADDING = 10;
  private static final int HEIGHT = 42;
  private static final int BAND = 5;
  private static final String BETWEEN = "  ";
  private static final int HEADER = 44;
  private static final int MOST_WIDTH = 500;
  private static final Color BORDER = new Color(0x9AA5B1);
  private static final Color INSIDE = new Color(0xF6F8FA);

  private final String name;
  private final String kind;
  private final String note;
  private final String shape;
  private final Color color;
  private final ArchitectureDrawing inner;

  /**
   * A box.
   *
   * @param kind the layer's type and activation
   * @param note what else is to be said of it, after its kind; empty for nothing
   * @param inner the layers within; null unless they are shown
   */
  LayerBox(
      String name, String kind, String note, String shape, Color color, ArchitectureDrawing inner) {
    this.name = name;
    this.kind = kind;
    this.note = note;
    this.shape = shape;
    this.color = color;
    this.inner = inner;
  }

  String name() {
    return name;
  }

  String kind() {
    return kind;
  }

  String shape() {
    return shape;
  }

  ArchitectureDrawing inner() {
    return inner;
  }

  /** This box and one after it as one. */
  LayerBox joined(LayerBox next) {
    return new LayerBox(name, kind + " + " + next.kind, note, next.shape, color, null);
  }

  /** What stands before the shape, which is never cut short. */
  private String text() {
    return kind + note;
  }

  int width() {
    int names = Texts.metrics(Palette.bold(NAME_SIZE)).stringWidth(name);
    int texts = Texts.metrics(Palette.font(TEXT_SIZE)).stringWidth(text() + BETWEEN + shape);
    int own = Math.min(MOST_WIDTH, Math.max(names, texts) + 2) + 2 * PADDING + BAND;
    return inner == null ? own : Math.max(own, inner.width());
  }

  int height() {
    return inner == null ? HEIGHT : HEADER + inner.height();
  }

  void draw(Graphics2D g, double x, double y) {
    RoundRectangle2D outline = new RoundRectangle2D.Double(x, y, width(), height(), 8, 8);
    g.setColor(inner == null ? Color.WHITE : INSIDE);
    g.fill(outline);
    g.setColor(color);
    g.fill(new Rectangle2D.Double(x + 1, y + 4, BAND, (inner == null ? HEIGHT : HEADER) - 8));
    g.setColor(BORDER);
    g.draw(outline);
    int left = (int) Math.round(x) + BAND + PADDING;
    int room = width() - 2 * PADDING - BAND;
    g.setFont(Palette.bold(NAME_SIZE));
    FontMetrics bold = Texts.metrics(g.getFont());
    g.setColor(Palette.TEXT);
    g.drawString(Texts.fitting(name, room, bold), left, (int) Math.round(y) + 17);
    g.setFont(Palette.font(TEXT_SIZE));
    FontMetrics plain = Texts.metrics(g.getFont());
    g.setColor(Palette.FAINT.darker());
    String line = text() + BETWEEN + shape;
    if (plain.stringWidth(line) > room) {
      int rest = room - plain.stringWidth(BETWEEN + shape);
      line = Texts.fitting(text(), Math.max(rest, room / 3), plain) + BETWEEN + shape;
    }
    line = Texts.fitting(line, room, plain);
    g.drawString(line, left, (int) Math.round(y) + 33);
    if (inner != null) {
      inner.draw(g, x + (width() - inner.width()) / 2.0, y + HEADER);
    }
  }
}
