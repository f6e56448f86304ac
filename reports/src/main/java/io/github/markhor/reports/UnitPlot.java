package io.github.markhor.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines over axes that both go from 0 to 1, with a legend below. */
final class UnitPlot implements Figure {
  private static final int SIDE = 360;
  private static final int LEFT = 58;
  private static final int TOP = 36;
  private static final int RIGHT = 24;
  private static final int AXIS = 46;
  private static final int LEGEND_ROW = 20;
  private static final int FONT_SIZE = 12;

  private final String title;
  private final String xAxis;
  private final String yAxis;
  private final List<Line> lines = new ArrayList<>();
  private final List<Dot> dots = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();

  private record Line(String name, Color colour, double[] x, double[] y, boolean dashed) {}

  private record Dot(String name, Color colour, double x, double y) {}

  private record Bar(double from, double to, double height) {}

  UnitPlot(String title, String xAxis, String yAxis) {
    this.title = title;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
  }

  /** A line; without a name it is not in the legend. */
  UnitPlot line(String name, Color colour, double[] x, double[] y) {
    lines.add(new Line(name, colour, x, y, false));
    return this;
  }

  UnitPlot dashed(String name, double[] x, double[] y) {
    lines.add(new Line(name, Palette.FAINT, x, y, true));
    return this;
  }

  UnitPlot dot(String name, Color colour, double x, double y) {
    dots.add(new Dot(name, colour, x, y));
    return this;
  }

  UnitPlot bar(double from, double to, double height) {
    bars.add(new Bar(from, to, height));
    return this;
  }

  private int legendRows() {
    return (int)
        (lines.stream().filter(line -> line.name() != null).count()
            + dots.stream().filter(dot -> dot.name() != null).count());
  }

  @Override
  public int width() {
    return LEFT + SIDE + RIGHT;
  }

  @Override
  public int height() {
    return TOP + SIDE + AXIS + legendRows() * LEGEND_ROW + 10;
  }

  @Override
  public void draw(Graphics2D g) {
    Palette.clear(g, this);
    g.setFont(Palette.bold(FONT_SIZE + 1));
    String head = Texts.fitting(Texts.line(title), width() - 20, g.getFontMetrics());
    g.drawString(head, (width() - g.getFontMetrics().stringWidth(head)) / 2, TOP - 14);
    g.setFont(Palette.font(FONT_SIZE));
    drawAxes(g);
    g.setColor(new Color(0xC7DCEF));
    for (Bar bar : bars) {
      int left = (int) Math.round(x(bar.from())) + 1;
      int top = (int) Math.round(y(bar.height()));
      g.fillRect(left, top, (int) Math.round(x(bar.to())) - left, TOP + SIDE - top);
    }
    for (Line line : lines) {
      g.setColor(line.colour());
      g.setStroke(stroke(line));
      g.draw(path(line));
    }
    g.setStroke(new BasicStroke(1));
    for (Dot dot : dots) {
      g.setColor(dot.colour());
      g.fill(new Ellipse2D.Double(x(dot.x()) - 4, y(dot.y()) - 4, 8, 8));
    }
    drawLegend(g);
  }

  private static double x(double value) {
    return LEFT + SIDE * value;
  }

  private static double y(double value) {
    return TOP + SIDE * (1 - value);
  }

  private static BasicStroke stroke(Line line) {
    float[] dashes = line.dashed() ? new float[] {5, 4} : null;
    float width = line.dashed() || line.colour().equals(Palette.OTHERS) ? 1.2f : 2;
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  private static Path2D path(Line line) {
    Path2D path = new Path2D.Double();
    boolean begun = false;
    for (int i = 0; i < line.x().length; i++) {
      if (Double.isNaN(line.y()[i])) {
        begun = false;
      } else if (begun) {
        path.lineTo(x(line.x()[i]), y(line.y()[i]));
      } else {
        path.moveTo(x(line.x()[i]), y(line.y()[i]));
        begun = true;
      }
    }
    return path;
  }

  private void drawAxes(Graphics2D g) {
    FontMetrics font = g.getFontMetrics();
    for (int i = 0; i <= 5; i++) {
      int x = (int) Math.round(x(i / 5.0));
      int y = (int) Math.round(y(i / 5.0));
      g.setColor(Palette.GRID);
      g.drawLine(x, TOP, x, TOP + SIDE);
      g.drawLine(LEFT, y, LEFT + SIDE, y);
      g.setColor(Palette.TEXT);
      String tick = String.format(Locale.ROOT, "%.1f", i / 5.0);
      g.drawString(tick, x - font.stringWidth(tick) / 2, TOP + SIDE + font.getAscent() + 4);
      g.drawString(tick, LEFT - 6 - font.stringWidth(tick), y + font.getAscent() / 2 - 1);
    }
    g.drawString(xAxis, LEFT + (SIDE - font.stringWidth(xAxis)) / 2, TOP + SIDE + AXIS - 8);
    AffineTransform before = g.getTransform();
    g.translate(18, TOP + (SIDE + font.stringWidth(yAxis)) / 2);
    g.rotate(-Math.PI / 2);
    g.drawString(yAxis, 0, 0);
    g.setTransform(before);
  }

  private void drawLegend(Graphics2D g) {
    int y = TOP + SIDE + AXIS + LEGEND_ROW / 2;
    for (Line line : lines) {
      if (line.name() != null) {
        g.setColor(line.colour());
        g.setStroke(stroke(line));
        g.drawLine(LEFT, y, LEFT + 24, y);
        g.setStroke(new BasicStroke(1));
        y = legendText(g, line.name(), y);
      }
    }
    for (Dot dot : dots) {
      if (dot.name() != null) {
        g.setColor(dot.colour());
        g.fillOval(LEFT + 8, y - 4, 8, 8);
        y = legendText(g, dot.name(), y);
      }
    }
  }

  private int legendText(Graphics2D g, String name, int y) {
    FontMetrics font = g.getFontMetrics();
    g.setColor(Palette.TEXT);
    String text = Texts.fitting(Texts.line(name), width() - LEFT - 32 - 8, font);
    g.drawString(text, LEFT + 32, y + font.getAscent() / 2 - 1);
    return y + LEGEND_ROW;
  }
}
