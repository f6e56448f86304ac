package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

final class TensorImageTest {
  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xFFFFFF;
  }

  @Test
  void valuesToOneAndTo255AreLevels() {
    BufferedImage ones =
        TensorImage.of(Tensor.of(new float[] {0.2f, 0.4f, 1, 0, 0.6f, 0}, 1, 2, 3));
    assertEquals(0x3366FF, rgb(ones, 0, 0));
    assertEquals(0x009900, rgb(ones, 1, 0));
    BufferedImage bytes = TensorImage.of(Tensor.of(new float[] {51, 102, 3, 0, 153, 0}, 3, 2));
    assertEquals(2, bytes.getWidth());
    assertEquals(3, bytes.getHeight());
    assertEquals(0x666666, rgb(bytes, 1, 0));
    assertEquals(0x030303, rgb(bytes, 0, 1));
  }

  @Test
  void otherValuesAreStretchedAndWhatIsNoNumberIsBlack() {
    float[] values = {-2, 3, Float.NaN, 0, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    BufferedImage image = TensorImage.of(Tensor.of(values, 1, 2, 3, 1));
    assertEquals(0x000000, rgb(image, 0, 0));
    assertEquals(0xFFFFFF, rgb(image, 1, 0));
    assertEquals(0x000000, rgb(image, 2, 0));
    assertEquals(0x666666, rgb(image, 0, 1));
    assertEquals(0xFFFFFF, rgb(image, 1, 1));
    assertEquals(0x000000, rgb(image, 2, 1));
    assertEquals(0, rgb(TensorImage.of(Tensor.of(new float[] {-7, -7}, 2, 1)), 0, 1));
    assertEquals(0, rgb(TensorImage.of(Tensor.of(new float[] {Float.NaN}, 1, 1)), 0, 0));
  }

  @Test
  void levelsMayBeGiven() {
    Tensor picture = Tensor.of(new float[] {0.1f, 0.3f, 0.9f}, 1, 3);
    BufferedImage image = TensorImage.of(picture, 0.2, 0.7);
    assertEquals(0x000000, rgb(image, 0, 0));
    assertEquals(0x333333, rgb(image, 1, 0));
    assertEquals(0xFFFFFF, rgb(image, 2, 0));
    assertEquals(0xCCCCCC, rgb(TensorImage.of(picture, 0.7, 0.2), 1, 0));
    assertThrows(IllegalArgumentException.class, () -> TensorImage.of(picture, 0, Double.NaN));
  }

  @Test
  void refusesOtherShapes() {
    for (int[] shape : new int[][] {{12}, {2, 3, 2}, {3, 2, 2, 1}, {1, 1, 2, 2, 3}}) {
      Tensor wrong = Tensor.of(new float[12], shape);
      assertThrows(IllegalArgumentException.class, () -> TensorImage.of(wrong));
    }
  }
}
