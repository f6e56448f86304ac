package io.github.markhor.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Draws faces of cats and dogs as JPEGs, so that the examples need no pictures from elsewhere.
 * Place, size, tilt, colours, background and clutter vary and say nothing of the class: only the
 * shapes of ears, muzzle and whiskers do, so that the mean colour of any spot is alike in both
 * classes.
 */
final class DrawnPictures {
  /** Two fifths of the pictures have this size, as most of the photographs have one size. */
  private static final int USUAL_WIDTH = 192;

  private static final int USUAL_HEIGHT = 180;

  private final Random random;

  private DrawnPictures(long seed) {
    random = new Random(seed);
  }

  /**
   * Fills {@code directory} with the folders cats and dogs; a folder that is there already is kept
   * as it is.
   *
   * @param each how many pictures of each class
   */
  static void draw(Path directory, int each, long seed) {
    DrawnPictures cats = new DrawnPictures(seed);
    DrawnPictures dogs = new DrawnPictures(seed + 1);
    DrawnFolder.fill(directory.resolve("cats"), "jpg", cats.named(true, each));
    DrawnFolder.fill(directory.resolve("dogs"), "jpg", dogs.named(false, each));
  }

  /** Fills one folder with pictures of both classes, cat.0000.jpg and so on, as Kaggle's is. */
  static void drawFlat(Path folder, int each, long seed) {
    Map<String, Supplier<BufferedImage>> all = new LinkedHashMap<>();
    all.putAll(new DrawnPictures(seed).named(true, each));
    all.putAll(new DrawnPictures(seed + 1).named(false, each));
    DrawnFolder.fill(folder, "jpg", all);
  }

  /** Fills a folder with pictures whose names, 1.jpg and so on, do not say what they show. */
  static void drawUnnamed(Path folder, int count, long seed) {
    DrawnPictures pictures = new DrawnPictures(seed);
    Map<String, Supplier<BufferedImage>> all = new LinkedHashMap<>();
    for (int i = 1; i <= count; i++) {
      all.put(String.valueOf(i), () -> pictures.picture(pictures.random.nextBoolean()));
    }
    DrawnFolder.fill(folder, "jpg", all);
  }

  private Map<String, Supplier<BufferedImage>> named(boolean cat, int count) {
    Map<String, Supplier<BufferedImage>> pictures = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      pictures.put(String.format("%s.%04d", cat ? "cat" : "dog", i), () -> picture(cat));
    }
    return pictures;
  }

  private BufferedImage picture(boolean cat) {
    int width = 160 + random.nextInt(80);
    int height = 150 + random.nextInt(70);
    if (width < USUAL_WIDTH) {
      width = USUAL_WIDTH;
      height = USUAL_HEIGHT;
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, light(), width, height, light()));
    g.fillRect(0, 0, width, height);
    clutter(g, width, height, 3 + random.nextInt(4));
    double size = 70 + random.nextDouble() * 30;
    double x = size * 0.65 + random.nextDouble() * (width - size * 1.3);
    double y = size * 0.8 + random.nextDouble() * (height - size * 1.35);
    AffineTransform before = g.getTransform();
    g.translate(x, y);
    g.rotate((random.nextDouble() - 0.5) * 0.5);
    g.scale(size / 100 * (random.nextBoolean() ? 1 : -1), size / 100);
    face(g, cat);
    g.setTransform(before);
    clutter(g, width, height, 1);
    g.dispose();
    return image;
  }

  /** A face of about 100 by 100 around the origin. */
  private void face(Graphics2D g, boolean cat) {
    Color fur = dark();
    Color dark = fur.darker();
    ears(g, cat, fur, dark);
    g.setColor(fur);
    g.fill(new Ellipse2D.Double(-48, -42, 96, 88));
    g.setColor(random.nextBoolean() ? Color.WHITE : fur.brighter());
    // A dog's muzzle is long and hangs, a cat's is short.
    g.fill(cat ? new Ellipse2D.Double(-20, 6, 40, 26) : new Ellipse2D.Double(-22, 0, 44, 52));
    Color eye = cat ? new Color(90 + random.nextInt(120), 190, 60) : new Color(60, 40, 20);
    for (int side : new int[] {-1, 1}) {
      g.setColor(random.nextInt(4) == 0 ? colour() : eye);
      g.fill(new Ellipse2D.Double(side * 22 - 9, -20, 18, 18));
      g.setColor(Color.BLACK);
      g.fill(
          cat
              ? new Ellipse2D.Double(side * 22 - 2.5, -19, 5, 16)
              : new Ellipse2D.Double(side * 22 - 6, -17, 12, 12));
    }
    g.setColor(random.nextBoolean() ? Color.BLACK : new Color(190, 90, 100));
    g.fill(
        cat
            ? new Polygon(new int[] {-7, 7, 0}, new int[] {8, 8, 17}, 3)
            : new Ellipse2D.Double(-12, 4, 24, 17));
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(2.5f));
    if (cat) {
      whiskers(g);
    } else {
      tongue(g);
    }
  }

  private void ears(Graphics2D g, boolean cat, Color fur, Color dark) {
    for (int side : new int[] {-1, 1}) {
      int lean = random.nextInt(10);
      if (cat) {
        g.setColor(fur);
        g.fill(
            new Polygon(
                new int[] {side * 46, side * 12, side * (36 + lean)},
                new int[] {-18, -40, -78},
                3));
        g.setColor(dark);
        g.fill(
            new Polygon(
                new int[] {side * 40, side * 20, side * (34 + lean)},
                new int[] {-28, -40, -66},
                3));
      } else {
        g.setColor(dark);
        AffineTransform before = g.getTransform();
        g.rotate(side * (-0.35 - lean / 40.0), side * 42, -32);
        g.fill(new Ellipse2D.Double(side * 48 - 15, -42, 30, 78));
        g.setTransform(before);
      }
    }
  }

  private void whiskers(Graphics2D g) {
    for (int side : new int[] {-1, 1}) {
      for (int i = -1; i <= 1; i++) {
        g.draw(
            new QuadCurve2D.Double(
                side * 16, 18 + 4 * i, side * 40, 14 + 8 * i, side * 64, 18 + 12 * i));
      }
    }
    g.draw(new Arc2D.Double(-14, 12, 14, 14, 200, 140, Arc2D.OPEN));
    g.draw(new Arc2D.Double(0, 12, 14, 14, 200, 140, Arc2D.OPEN));
  }

  private void tongue(Graphics2D g) {
    g.draw(new Arc2D.Double(-18, 14, 36, 22, 190, 160, Arc2D.OPEN));
    g.setColor(new Color(225, 90 + random.nextInt(40), 110));
    int length = 16 + random.nextInt(14);
    g.fill(new Ellipse2D.Double(-8, 32, 16, length));
  }

  /** Shapes of no meaning: triangles, ellipses and lines such as the faces are made of. */
  private void clutter(Graphics2D g, int width, int height, int count) {
    for (int i = 0; i < count; i++) {
      int x = random.nextInt(width);
      int y = random.nextInt(height);
      int w = 8 + random.nextInt(36);
      int h = 8 + random.nextInt(36);
      g.setColor(colour());
      switch (random.nextInt(3)) {
        case 0 -> g.fill(new Ellipse2D.Double(x - w / 2.0, y - h / 2.0, w, h));
        case 1 ->
            g.fill(
                new Polygon(
                    new int[] {x, x + w, x + random.nextInt(w)},
                    new int[] {y, y + random.nextInt(h), y - h},
                    3));
        default -> {
          g.setStroke(new BasicStroke(1 + random.nextInt(4)));
          g.drawLine(x, y, x + w * 2 - 40, y + h * 2 - 40);
        }
      }
    }
  }

  /** A colour for fur: any, but not bright. */
  private Color dark() {
    return new Color(40 + random.nextInt(110), 40 + random.nextInt(90), 30 + random.nextInt(90));
  }

  /** A colour for the background: any, but bright, so that faces stand out in both classes. */
  private Color light() {
    return new Color(160 + random.nextInt(96), 160 + random.nextInt(96), 160 + random.nextInt(96));
  }

  private Color colour() {
    return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }
}
