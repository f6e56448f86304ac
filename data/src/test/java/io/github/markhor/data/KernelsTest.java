package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Against numbers of scipy.signal.convolve2d. */
class KernelsTest {
  private static final Tensor KERNEL = Tensor.of(new float[] {1, -2, 3, 0.5f, -1, 4}, 3, 2);

  private static final float[] FULL = {
    0, 1, 2, 1, -2, -32, 2, 12, -10.5f, 41, 28.5f, -16, 14, 29, 9.5f, 58.5f, 61, 46, 40, -16, 77,
    -3, 112, 22, 46, 44, 58.5f, 28.5f, 69, 56, -18, 69, -1, 50, -8, 64
  };

  private static final float[] SAME = {
    2, 12, -10.5f, 41, 28.5f, 14, 29, 9.5f, 58.5f, 61, 40, -16, 77, -3, 112, 46, 44, 58.5f, 28.5f,
    69
  };

  private static Tensor picture() {
    float[] values = new float[20];
    for (int i = 0; i < 20; i++) {
      values[i] = i * i % 23;
    }
    return Tensor.of(values, 4, 5);
  }

  @Test
  void areScipysInEveryMode() {
    Tensor full = Kernels.convolve2d(picture(), KERNEL);
    assertEquals(Shape.of(6, 6), full.shape());
    assertArrayEquals(FULL, full.toArray(), 1e-5f);
    assertArrayEquals(SAME, Kernels.convolve2d(picture(), KERNEL, "same").toArray(), 1e-5f);
    Tensor valid = Kernels.convolve2d(picture(), KERNEL, "valid");
    assertEquals(Shape.of(2, 4), valid.shape());
    assertArrayEquals(new float[] {29, 9.5f, 58.5f, 61, -16, 77, -3, 112}, valid.toArray(), 1e-5f);
  }

  @Test
  void eachChannelByItself() {
    float[] two = new float[40];
    for (int i = 0; i < 20; i++) {
      two[2 * i] = picture().toArray()[i];
      two[2 * i + 1] = 1;
    }
    Tensor both = Kernels.convolve2d(Tensor.of(two, 4, 5, 2), KERNEL, "same");
    assertEquals(Shape.of(4, 5, 2), both.shape());
    for (int i = 0; i < 20; i++) {
      assertEquals(SAME[i], both.toArray()[2 * i], 1e-5f);
    }
    assertEquals(1 - 2 + 3 + 0.5 - 1 + 4, both.get(2, 3, 1), 1e-5f);
  }

  @Test
  void blursAndFindsEdges() {
    Tensor blurred = Kernels.convolve2d(picture(), Kernels.box(2), "valid");
    assertEquals((0 + 1 + 25 % 23 + 36 % 23) / 4.0, blurred.get(0, 0), 1e-6);
    Tensor edges =
        Kernels.magnitude(
            Kernels.convolve2d(picture(), Kernels.sobelX(), "valid"),
            Kernels.convolve2d(picture(), Kernels.sobelY(), "valid"));
    assertArrayEquals(
        new float[] {20.396078f, 21.540659f, 36.22154f, 10, 10, 30}, edges.toArray(), 1e-5f);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused("no larger than the picture", () -> Kernels.convolve2d(KERNEL, picture(), "valid"));
    refused("a kernel of shape", () -> Kernels.convolve2d(picture(), Tensor.zeros(3)));
    refused("size", () -> Kernels.box(0));
    refused("of one shape", () -> Kernels.magnitude(picture(), KERNEL));
    refused("full, same, valid", () -> Kernels.convolve2d(picture(), KERNEL, "fill"));
  }

  private static void refused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
