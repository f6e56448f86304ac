package io.github.markhor.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Draws pictures of ten classes: shapes before coloured grounds. Each class has a colour that it
 * often, though not always, is drawn in.
 */
final class DrawnShapes {
  /** The classes, sorted. */
  static final List<String> CLASSES =
      List.of(
          "circle",
          "cross",
          "diamond",
          "drop",
          "moon",
          "ring",
          "square",
          "star",
          "stripes",
          "triangle");

  private final Random random;
  private final int side;

  private DrawnShapes(long seed, int side) {
    random = new Random(seed);
    this.side = side;
  }

  /**
   * Fills {@code directory} with a folder for each class; one that is there already is kept.
   *
   * @param side height and width of the pictures, in pixels
   * @param each how many pictures of each class
   */
  static void draw(Path directory, int side, int each, long seed) {
    for (int i = 0; i < CLASSES.size(); i++) {
      int number = i;
      DrawnShapes shapes = new DrawnShapes(seed + 31L * i, side);
      Map<String, Supplier<BufferedImage>> pictures = new LinkedHashMap<>();
      for (int j = 0; j < each; j++) {
        pictures.put(String.format("%06d", j), () -> shapes.picture(number));
      }
      DrawnFolder.fill(directory.resolve(CLASSES.get(i)), "jpg", pictures);
    }
  }

  private BufferedImage picture(int number) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, ground(), side, side, ground()));
    g.fillRect(0, 0, side, side);
    double size = side * (0.3 + 0.12 * random.nextDouble());
    g.translate(side * (0.4 + 0.2 * random.nextDouble()), side * (0.4 + 0.2 * random.nextDouble()));
    g.rotate((random.nextDouble() - 0.5) * 0.6);
    g.scale(size, size);
    boolean usual = random.nextInt(5) > 0;
    float hue = usual ? number / 10f + 0.03f * random.nextFloat() : random.nextFloat();
    g.setColor(Color.getHSBColor(hue, 0.8f, 0.45f + 0.3f * random.nextFloat()));
    g.fill(shape(number));
    g.setColor(Color.DARK_GRAY);
    g.setStroke(new BasicStroke(0.06f));
    g.draw(shape(number));
    g.dispose();
    return image;
  }

  private Color ground() {
    return Color.getHSBColor(
        random.nextFloat(), 0.25f * random.nextFloat(), 0.75f + 0.25f * random.nextFloat());
  }

  /** A shape between -1 and 1. */
  private static Shape shape(int number) {
    return switch (CLASSES.get(number)) {
      case "circle" -> circle(0, 0, 0.9);
      case "cross" -> union(bar(-0.3, -1, 0.6, 2), bar(-1, -0.3, 2, 0.6));
      case "diamond" -> polygon(0, -1, 0.65, 0, 0, 1, -0.65, 0);
      case "drop" -> union(circle(0, 0.4, 0.6), new Area(polygon(0, -1, 0.54, 0.15, -0.54, 0.15)));
      case "moon" -> without(circle(0, 0, 0.95), circle(0.45, 0, 0.75));
      case "ring" -> without(circle(0, 0, 0.95), circle(0, 0, 0.5));
      case "square" -> bar(-0.8, -0.8, 1.6, 1.6);
      case "star" -> star();
      case "stripes" ->
          union(bar(-1, -0.9, 2, 0.45), union(bar(-1, -0.2, 2, 0.45), bar(-1, 0.5, 2, 0.45)));
      default -> polygon(0, -0.95, 0.95, 0.8, -0.95, 0.8);
    };
  }

  private static Area circle(double x, double y, double radius) {
    return new Area(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  private static Area bar(double x, double y, double width, double height) {
    return new Area(new Rectangle2D.Double(x, y, width, height));
  }

  private static Area union(Area one, Area other) {
    one.add(other);
    return one;
  }

  private static Area without(Area one, Area other) {
    one.subtract(other);
    return one;
  }

  private static Shape star() {
    double[] points = new double[20];
    for (int i = 0; i < 10; i++) {
      double radius = i % 2 == 0 ? 1 : 0.42;
      points[2 * i] = radius * Math.sin(i * Math.PI / 5);
      points[2 * i + 1] = -radius * Math.cos(i * Math.PI / 5);
    }
    return polygon(points);
  }

  private static Shape polygon(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    path.closePath();
    return path;
  }
}
