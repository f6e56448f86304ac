package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final Tensor SMALL = Tensor.of(new float[] {0, 50, 100, 150, 200, 255}, 2, 3);

  private static int grey(int level) {
    return 0xFF000000 | level << 16 | level << 8 | level;
  }

  @Test
  void standSideBySideInTheirOwnSizes() {
    Tensor red = Tensor.of(new float[] {255, 0, 0}, 1, 1, 3);
    Images images = Images.of(SMALL, red).side(30);
    // 30 pixels for three columns, and for one.
    assertEquals(12 + 30 + 12 + 30 + 12, images.width());
    assertEquals(12 + 30 + 12, images.height());
    BufferedImage drawn = images.image();
    assertEquals(grey(0), drawn.getRGB(12 + 5, 12 + 5));
    assertEquals(grey(255), drawn.getRGB(12 + 25, 12 + 15));
    assertEquals(0xFFFFFFFF, drawn.getRGB(12 + 5, 12 + 25));
    assertEquals(0xFFFF0000, drawn.getRGB(54 + 29, 12 + 29));
    assertEquals(12 + 2 * (30 + 12), images.columns(1).height() + 10);
  }

  @Test
  void channelsAndBatchesArePicturesOfTheirOwn() {
    float[] two = {0, 255, 255, 0};
    BufferedImage drawn = Images.channels(Tensor.of(two, 1, 2, 2)).side(8).image();
    assertEquals(12 + 2 * (8 + 12), drawn.getWidth());
    assertEquals(grey(0), drawn.getRGB(13, 13));
    assertEquals(grey(255), drawn.getRGB(33, 13));
    BufferedImage batch = Images.of(Tensor.zeros(3, 4, 5, 3)).side(10).image();
    assertEquals(12 + 3 * (10 + 12), batch.getWidth());
  }

  @Test
  void signedNumbersAreBlueAndRed() {
    Tensor signed = Tensor.of(new float[] {-2, 0, 1}, 1, 3);
    BufferedImage drawn = Images.of(signed).colors("signed").side(30).image();
    assertEquals(0xFF053061, drawn.getRGB(15, 15));
    assertEquals(0xFFF7F7F7, drawn.getRGB(25, 15));
    int red = drawn.getRGB(35, 15);
    assertTrue((red >> 16 & 255) > (red & 255) + 50, Integer.toHexString(red));
    BufferedImage grey = Images.of(signed).range(-2, 2).side(30).image();
    assertEquals(grey(128), grey.getRGB(25, 15));
  }

  @Test
  void whatIsNoPictureIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Images.of(Tensor.zeros(4, 4, 7)))
            .getMessage();
    assertTrue(message.contains("(4, 4, 7); Images.channels"), message);
    assertThrows(IllegalArgumentException.class, () -> Images.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Images.of(SMALL).titles("one", "two"));
    assertThrows(IllegalArgumentException.class, () -> Images.of(SMALL).colors("jett"));
  }

  @Test
  void mapsOfALayerAreItsResults() {
    try (Model model = SmallClassifier.make()) {
      String base = model.layers().get(0).name();
      FeatureMaps maps = FeatureMaps.of(model, base + "/c1", SmallClassifier.picture());
      assertEquals(Shape.of(1, 6, 5, 3), maps.maps().shape());
      assertArrayEquals(
          model.output(base + "/c1").predict(SmallClassifier.picture()).toArray(),
          maps.maps().toArray());
      assertEquals(maps.height(), maps.image().getHeight());
      assertTrue(maps.svg().contains(base + "/c1: 3 maps of 6 × 5"));
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> FeatureMaps.of(model, "gap", SmallClassifier.picture()))
              .getMessage();
      assertTrue(message.contains("whose results are maps"), message);
    }
  }

  @Test
  void filtersAreTheKernels() {
    try (Model model = SmallClassifier.make()) {
      String base = model.layers().get(0).name();
      Filters filters = Filters.of(model, base + "/c1");
      assertEquals(Shape.of(3, 3, 2, 3), filters.kernel().shape());
      BufferedImage drawn = filters.image();
      // The first weight of channel 1 to filter 2 is number 5 of 54: in the sixth picture.
      double[] range = ColorMap.SIGNED.range(filters.kernel().toArray());
      double weight = 0.5 * Math.sin(0.7 * 5 + 1);
      int expected = ColorMap.SIGNED.rgb((weight - range[0]) / (range[1] - range[0]));
      int row = (drawn.getHeight() - 12 - 30) / 3;
      int x = 12 + (64 + 12);
      int y = 12 + 30 + 2 * row + 18;
      assertEquals(
          Integer.toHexString(0xFF000000 | expected),
          Integer.toHexString(drawn.getRGB(x + 8, y + 8)));
      // Kernels of one point are one matrix, (channels, filters).
      assertTrue(Filters.of(model, base + "/c2").svg().contains("3 channels (rows) × 4 filters"));
      assertThrows(IllegalArgumentException.class, () -> Filters.of(model, base + "/bn"));
      assertThrows(IllegalArgumentException.class, () -> Filters.of(model, base + "/sum"));
    }
  }

  @Test
  void coloursLieBetweenThoseThatAreGiven() {
    assertEquals(0x440154, ColorMap.VIRIDIS.rgb(-1));
    assertEquals(0xFDE725, ColorMap.VIRIDIS.rgb(1));
    assertEquals(0x808080, ColorMap.GREY.rgb(0.5));
    assertEquals(
        List.of(0x000080, 0x80FF80, 0x800000),
        Arrays.asList(ColorMap.JET.rgb(0), ColorMap.JET.rgb(0.5), ColorMap.JET.rgb(1)));
  }
}
