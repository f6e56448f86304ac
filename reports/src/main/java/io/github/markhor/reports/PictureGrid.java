package io.github.markhor.reports;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures in rows, each with lines of text below. */
final class PictureGrid implements Figure {
  /** Small pictures are enlarged to this by a whole factor. */
  private static final int LEAST_SIDE = 112;

  /** Large ones are reduced to this, so that a grid of them remains one picture. */
  private static final int MOST_SIDE = 320;

  private static final int MOST_TEXT = 170;
  private static final int GAP = 10;
  private static final int FIRST_LINE = 20;
  private static final int MORE_LINE = 16;
  private static final int FONT_SIZE = 12;

  /** A line of text below a picture. */
  record Line(String text, Color colour) {}

  /** A picture and the lines of text below it, as many as the others have. */
  record Cell(BufferedImage picture, List<Line> lines) {}

  private final List<Cell> cells;
  private final int columns;
  private final int side;

  /** A grid of at least one picture. */
  PictureGrid(List<Cell> cells, int columns) {
    this.cells = List.copyOf(cells);
    this.columns = columns;
    BufferedImage first = cells.get(0).picture();
    this.side = Math.max(first.getWidth(), first.getHeight());
  }

  /** With whole multiples the pixels that the network sees stay visible. */
  private int scaled(int size) {
    if (side > MOST_SIDE) {
      return Math.max(1, Math.round((float) size * MOST_SIDE / side));
    }
    return size * Math.max(1, LEAST_SIDE / side);
  }

  private int pictureWidth() {
    return scaled(cells.get(0).picture().getWidth());
  }

  private int pictureHeight() {
    return scaled(cells.get(0).picture().getHeight());
  }

  /** As wide as the pictures, or wider where the text asks for it, up to a limit. */
  private int columnWidth() {
    FontMetrics font = Texts.metrics(Palette.bold(FONT_SIZE));
    int widest = pictureWidth();
    for (Cell cell : cells) {
      for (Line line : cell.lines()) {
        widest = Math.max(widest, Math.min(MOST_TEXT, font.stringWidth(Texts.line(line.text()))));
      }
    }
    return widest;
  }

  private int textHeight() {
    return FIRST_LINE + (cells.get(0).lines().size() - 1) * MORE_LINE;
  }

  @Override
  public boolean hasPictures() {
    return true;
  }

  @Override
  public int width() {
    return GAP + columns * (columnWidth() + GAP);
  }

  @Override
  public int height() {
    int rows = (cells.size() + columns - 1) / columns;
    return GAP + rows * (pictureHeight() + textHeight() + GAP);
  }

  @Override
  public void draw(Graphics2D g) {
    int width = pictureWidth();
    int height = pictureHeight();
    int column = columnWidth();
    Palette.clear(g, this);
    if (side > MOST_SIDE) {
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }
    for (int i = 0; i < cells.size(); i++) {
      int x = GAP + i % columns * (column + GAP);
      int y = GAP + i / columns * (height + textHeight() + GAP);
      g.drawImage(cells.get(i).picture(), x + (column - width) / 2, y, width, height, null);
      int base = y + height + FIRST_LINE - 5;
      for (Line line : cells.get(i).lines()) {
        g.setFont(
            line.colour().equals(Palette.TEXT) ? Palette.font(FONT_SIZE) : Palette.bold(FONT_SIZE));
        FontMetrics font = g.getFontMetrics();
        g.setColor(line.colour());
        String text = Texts.fitting(Texts.line(line.text()), column, font);
        g.drawString(text, x + (column - font.stringWidth(text)) / 2, base);
        base += MORE_LINE;
      }
    }
  }
}
