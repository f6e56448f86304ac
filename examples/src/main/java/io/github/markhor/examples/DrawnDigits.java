package io.github.markhor.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Draws digits with a pen that shakes, white on black and in the middle, as MNIST's are. */
final class DrawnDigits {
  private static final int SIDE = 28;

  /** For each digit a line for each stroke: points of a curve in a square of 10 by 10. */
  private static final List<double[][]> STROKES =
      List.of(
          new double[][] {{5, 0, 1, 2, 1, 8, 5, 10, 9, 8, 9, 2, 5, 0}},
          new double[][] {{3, 2, 5.5, 0, 5.5, 5, 5.5, 10}},
          new double[][] {{1.5, 2.5, 4, 0, 8, 1.5, 7.5, 4.5, 1.5, 10, 1.5, 10, 9, 10}},
          new double[][] {
            {2, 1, 5, 0, 8, 2, 7, 4, 4, 4.8}, {4, 4.8, 8, 5.5, 8.5, 8, 5, 10, 1.5, 9}
          },
          new double[][] {
            {6.5, 0, 3, 3.5, 1, 6.5}, {1, 6.5, 5, 6.5, 9, 6.5}, {6.5, 0, 6.5, 5, 6.5, 10}
          },
          new double[][] {
            {8, 0, 5, 0, 2.5, 0}, {2.5, 0, 2.2, 2, 2, 4.5}, {2, 4.5, 6, 3.5, 9, 6, 7, 9.5, 1.5, 9.5}
          },
          new double[][] {{7, 0, 3, 3, 1.5, 7, 5, 10, 8.5, 8, 6.5, 5, 2, 6.5}},
          new double[][] {{1.5, 0, 5, 0, 8.5, 0}, {8.5, 0, 5.5, 5, 4, 10}},
          new double[][] {{5, 0, 1.5, 2, 5, 4.8, 9, 7.5, 5, 10, 1, 7.5, 5, 4.8, 8.5, 2, 5, 0}},
          new double[][] {{8, 3, 5, 0, 2, 2.5, 4, 5.5, 8, 3}, {8, 3, 8, 6, 6.5, 10}});

  private final Random random;

  private DrawnDigits(long seed) {
    random = new Random(seed);
  }

  /**
   * Fills {@code directory} with the folders 0 to 9; one that is there already is kept.
   *
   * @param each how many pictures of each digit
   */
  static void draw(Path directory, int each, long seed) {
    for (int i = 0; i < 10; i++) {
      int digit = i;
      DrawnDigits pen = new DrawnDigits(seed + 31L * i);
      Map<String, Supplier<BufferedImage>> pictures = new LinkedHashMap<>();
      for (int j = 0; j < each; j++) {
        pictures.put(String.valueOf(j), () -> pen.picture(digit));
      }
      DrawnFolder.fill(directory.resolve(String.valueOf(i)), "png", pictures);
    }
  }

  private BufferedImage picture(int digit) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    float width = 1 + 0.6f * random.nextFloat();
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.translate(SIDE / 2, SIDE / 2);
    g.rotate((random.nextDouble() - 0.5) * 0.4);
    g.shear((random.nextDouble() - 0.7) * 0.4, 0);
    g.scale(1.4 + 0.5 * random.nextDouble(), 1.7 + 0.3 * random.nextDouble());
    for (double[] stroke : STROKES.get(digit)) {
      g.draw(curve(stroke));
    }
    g.dispose();
    return image;
  }

  /** A smooth curve by the points, each a little beside its place, around the origin. */
  private Path2D curve(double[] points) {
    double[] shaken = points.clone();
    for (int i = 0; i < shaken.length; i++) {
      shaken[i] += random.nextGaussian() * 0.25 - 5;
    }
    int last = shaken.length - 2;
    Path2D path = new Path2D.Double();
    path.moveTo(shaken[0], shaken[1]);
    for (int i = 2; i < last; i += 2) {
      boolean end = i + 2 == last;
      double x = end ? shaken[last] : (shaken[i] + shaken[i + 2]) / 2;
      double y = end ? shaken[last + 1] : (shaken[i + 1] + shaken[i + 3]) / 2;
      path.quadTo(shaken[i], shaken[i + 1], x, y);
    }
    return path;
  }
}
