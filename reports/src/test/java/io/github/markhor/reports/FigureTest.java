package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What all figures have in common, of a figure with text and bars and one with curves. */
final class FigureTest {
  private static final String HOSTILE = "dogs & <cats>";

  private static ClassCounts counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put(HOSTILE, 7);
    counts.put("naïve κύων", 3);
    return ClassCounts.of(counts);
  }

  private static TrainingCurves curves() {
    return TrainingCurves.of(List.of(0, 1), Map.of("loss", List.of(0.9, 0.6)));
  }

  @Test
  void scaleGivesMorePixels() {
    for (Figure figure : List.of(counts(), curves())) {
      BufferedImage image = figure.image(2);
      assertEquals(2 * figure.width(), image.getWidth());
      assertEquals(2 * figure.height(), image.getHeight());
      for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThrows(IllegalArgumentException.class, () -> figure.image(wrong));
      }
    }
  }

  @Test
  void svgIsADocumentOfTheFiguresSizeWhoseTextIsText() throws Exception {
    for (Figure figure : List.of(counts(), curves())) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      Document svg =
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(figure.svg())));
      assertEquals("svg", svg.getDocumentElement().getTagName());
      assertEquals(figure.width() + "", svg.getDocumentElement().getAttribute("width"));
      assertEquals(figure.height() + "", svg.getDocumentElement().getAttribute("height"));
      // The curves' library draws letters as outlines.
      if (figure instanceof ClassCounts) {
        assertTrue(svg.getDocumentElement().getTextContent().contains(HOSTILE), figure.svg());
      }
    }
  }

  @Test
  void picturesAreInTheSvgItself() {
    String svg = PredictionGrid.of(Samples.binary(), Tensor.zeros(14, 6, 4), 5).svg();
    assertEquals(14, svg.split("data:image/png;base64,", -1).length - 1);
  }

  @Test
  void theNameDecidesTheFormat(@TempDir Path folder) throws IOException {
    Path svg = folder.resolve("new/deep/counts.SVG");
    Path png = folder.resolve("new/counts.png");
    counts().save(svg);
    counts().save(png);
    assertTrue(Files.readString(svg).contains("<svg"));
    assertEquals(counts().width(), ImageIO.read(png.toFile()).getWidth());
  }
}
