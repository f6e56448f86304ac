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
 * Puts the pictures of a figure into its SVG, as PNG by the JDK: Batik's own way needs a codec of
 * its own, which the library does not carry.
 */
final class SvgPictures extends DefaultImageHandler {
  /** Larger pictures are reduced where they are shown, and would lose lines. */
  private static final int MOST_PIXELS = 128;

  private static final String XLINK = "http://www.w3.org/1999/xlink";

  @Override
  protected void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    String data = Base64.getEncoder().encodeToString(bytes.toByteArray());
    element.setAttributeNS(XLINK, "xlink:href", "data:image/png;base64," + data);
    if (Math.max(image.getWidth(), image.getHeight()) <= MOST_PIXELS) {
      // The pixels that the network sees stay visible, as in PNG.
      element.setAttributeNS(null, "image-rendering", "pixelated");
    }
  }

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
}
