package io.github.markhor.reports;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/**
 * A picture of a report, which can be drawn at any scale: as PNG, as SVG, or on a window. Drawn off
 * screen, which needs no display, but fonts.
 */
public interface Figure {
  /** The width at scale 1, in pixels. */
  int width();

  /** The height at scale 1, in pixels. */
  int height();

  /**
   * Draws the whole picture with its background, from (0, 0) to ({@link #width}, {@link #height}).
   *
   * @throws IllegalStateException if this Java finds no fonts
   */
  void draw(Graphics2D graphics);

  /**
   * Whether it shows pictures and not lines alone: a dark page turns the colours of a chart around,
   * and leaves those of pictures. False by default.
   */
  default boolean hasPictures() {
    return false;
  }

  /**
   * The picture at scale 1.
   *
   * @throws IllegalStateException if this Java finds no fonts
   */
  default BufferedImage image() {
    return image(1);
  }

  /**
   * The picture at another scale, of as many pixels: 2 for screens of high resolution.
   *
   * @throws IllegalArgumentException if the scale is not positive
   * @throws IllegalStateException if this Java finds no fonts
   */
  default BufferedImage image(double scale) {
    return FigureFiles.image(this, scale);
  }

  /**
   * The picture as a document in SVG.
   *
   * @throws IllegalStateException if this Java finds no fonts
   */
  default String svg() {
    return FigureFiles.svg(this);
  }

  /**
   * Writes the picture as SVG, if the name ends in {@code .svg}, else as PNG; folders that do not
   * exist are made.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   * @throws IllegalStateException if this Java finds no fonts
   */
  default void save(Path file) {
    FigureFiles.save(this, file);
  }
}
