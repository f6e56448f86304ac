package io.github.markhor.data.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.Drawings;
import io.github.markhor.data.Flow;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.ColorMode;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastDecodeTest {
  @TempDir Path folder;

  /** Red grows to the right, green downwards, blue falls to the right. */
  private Path write(String name, int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 200 * x / width;
        int green = 250 * y / height;
        image.setRGB(x, y, red << 16 | green << 8 | (150 - 140 * x / width));
      }
    }
    return Drawings.write(folder.resolve(name), image);
  }

  private static float[] load(Path file, Flow flow) {
    return Pictures.load(file, flow).toArray();
  }

  private static void assertNear(float[] expected, float[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += Math.abs(expected[i] - actual[i]);
    }
    assertTrue(sum / expected.length < tolerance, "mean difference " + sum / expected.length);
  }

  @Test
  void largeJpegsAreOtherPixelsOfTheSamePicture() {
    Path file = write("large.jpg", 413, 627);
    for (ColorMode mode : ColorMode.values()) {
      // Reduced by 1, 2, 4 and 8.
      for (int[] size : new int[][] {{210, 320}, {206, 313}, {90, 130}, {40, 70}}) {
        Flow flow = Flow.defaults().targetSize(size[0], size[1]).colorMode(mode);
        float[] plain = load(file, flow);
        float[] fast = load(file, flow.fastDecode(true));
        assertNear(plain, fast, 4);
        boolean reduced = size[0] < 210;
        assertEquals(reduced, !Arrays.equals(plain, fast), mode + " " + size[0]);
      }
    }
  }

  @Test
  void whatIsNoJpegIsAsItWas() {
    Path file = write("large.png", 300, 500);
    Flow flow = Flow.defaults().targetSize(30, 50);
    assertArrayEquals(load(file, flow), load(file, flow.fastDecode(true)));
    assertFalse(flow.fastDecode());
  }
}
