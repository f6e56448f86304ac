package io.github.markhor.reports;

import io.github.markhor.config.Require;
import io.github.markhor.data.write.SafeFiles;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SimpleImageHandler;
import org.w3c.dom.Document;

/** Figures as pixels, as SVG and in files. */
final class FigureFiles {
  private static final int MOST_PIXELS = 1 << 29;

  private FigureFiles() {}

  static BufferedImage image(Figure figure, double scale) {
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException("Expected a positive scale. Received: " + scale);
    }
    double pixels = figure.width() * scale * figure.height() * scale;
    if (pixels > MOST_PIXELS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Expected a picture of at most %d pixels; SVG has none. Received: %.0f pixels, %d by"
                  + " %d at scale %s",
              MOST_PIXELS,
              pixels,
              figure.width(),
              figure.height(),
              scale));
    }
    return withFonts(
        () -> {
          BufferedImage image =
              new BufferedImage(
                  (int) Math.ceil(figure.width() * scale),
                  (int) Math.ceil(figure.height() * scale),
                  BufferedImage.TYPE_INT_RGB);
          Graphics2D graphics = image.createGraphics();
          graphics.scale(scale, scale);
          smooth(graphics);
          figure.draw(graphics);
          graphics.dispose();
          return image;
        });
  }

  private static void smooth(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
  }

  static String svg(Figure figure) {
    return withFonts(
        () -> {
          SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
          context.setComment(null);
          SvgPictures pictures = new SvgPictures();
          context.setImageHandler(pictures);
          context.setGenericImageHandler(new SimpleImageHandler(pictures));
          SVGGraphics2D graphics = new SVGGraphics2D(context, false);
          graphics.setSVGCanvasSize(new Dimension(figure.width(), figure.height()));
          figure.draw(graphics);
          StringWriter text = new StringWriter();
          try {
            graphics.stream(text, false);
          } catch (SVGGraphics2DIOException e) {
            throw new UncheckedIOException("Cannot write a figure as SVG: " + e, e);
          }
          return text.toString();
        });
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("This Java makes no XML documents: " + e, e);
    }
  }

  static void save(Figure figure, Path file) {
    Require.notNull("file", file);
    boolean svg = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    byte[] text = svg ? svg(figure).getBytes(StandardCharsets.UTF_8) : null;
    BufferedImage image = svg ? null : figure.image();
    try {
      SafeFiles.replace(
          file,
          temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary)) {
              if (svg) {
                out.write(text);
              } else {
                ImageIO.write(image, "png", out);
              }
            }
          });
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static UncheckedIOException cannotWrite(Path file, IOException e) {
    return new UncheckedIOException("Cannot write the picture " + file + ": " + e, e);
  }

  /** Refuses, before there is anything to draw, a file that could not be written. */
  static void checkWritable(Path file) {
    withFonts(() -> Texts.metrics(Palette.font(12)));
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "." + file.getFileName() + ".", ".tmp"));
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
    if (Files.isDirectory(file)) {
      throw cannotWrite(file, new IOException("it is a folder"));
    }
  }

  /** Draws text; the exception names what this Java lacks. */
  private static <T> T withFonts(Supplier<T> drawing) {
    try {
      return drawing.get();
    } catch (InternalError | LinkageError e) {
      // The exception depends on the missing part of the font system; a second try gives a
      // NoClassDefFoundError.
      throw new IllegalStateException(
          "Java found no fonts to write with. Install fontconfig and a font"
              + " (on Debian and Ubuntu: apt-get install fontconfig fonts-dejavu-core).",
          e);
    }
  }
}
