package io.github.markhor.reports;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Element;

/**
 * Puts images into documents of SVG as PNG. Batik's own handler needs another of its modules to
 * write PNG, and fails without it.
 */
final class SvgImages extends DefaultImageHandler {
  private static final String XLINK = "http://www.w3.org/1999/xlink";

  @Override
  protected void handleHREF(Image image, Element element, SVGGeneratorContext context) {
    if (image instanceof RenderedImage rendered) {
      handleHREF(rendered, element, context);
      return;
    }
    BufferedImage drawn =
        new BufferedImage(image.getWidth(null), image.getHeight(null), BufferedImage.TYPE_INT_ARGB);
    drawn.createGraphics().drawImage(image, 0, 0, null);
    handleHREF((RenderedImage) drawn, element, context);
  }

  @Override
  protected void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write an image into a figure: " + e, e);
    }
    String data = Base64.getEncoder().encodeToString(png.toByteArray());
    element.setAttributeNS(XLINK, "xlink:href", "data:image/png;base64," + data);
  }
}
