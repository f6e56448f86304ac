package io.github.markhor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Holds the arithmetic of windows to counting. */
class WindowTest {
  /** The places at which a window lies within the padded rows. */
  private static int places(int rows, int before, int after, int size, int stride, int dilation) {
    int count = 0;
    for (int top = -before; top + (size - 1) * dilation < rows + after; top += stride) {
      count++;
    }
    return count;
  }

  @Test
  void sizesAreThoseCounted() {
    for (int rows = 1; rows < 12; rows++) {
      for (int size = 1; size < 5; size++) {
        for (int stride = 1; stride < 4; stride++) {
          for (int dilation = 1; dilation < 4; dilation++) {
            check(rows, size, stride, dilation);
          }
        }
      }
    }
  }

  private static void check(int rows, int size, int stride, int dilation) {
    String what = rows + " rows, " + size + ", " + stride + ", " + dilation;
    Window padded = new Window(size, 1, stride, 1, dilation, 1, 2, 1, 0, 0);
    int expected = places(rows, 2, 1, size, stride, dilation);
    if (expected > 0) {
      assertEquals(expected, padded.outputHeight(rows), what);
    } else {
      assertThrows(IllegalArgumentException.class, () -> padded.outputHeight(rows), what);
    }
    Window across = new Window(1, size, 1, stride, 1, dilation, 0, 0, 1, 2);
    if (expected > 0) {
      assertEquals(places(rows, 1, 2, size, stride, dilation), across.outputWidth(rows), what);
    }
    Window same =
        Window.same(
            new int[] {size, size}, new int[] {stride, 1}, new int[] {dilation, 1}, rows, rows);
    assertEquals((int) Math.ceil((double) rows / stride), same.outputHeight(rows), what);
    assertEquals(rows, same.outputWidth(rows), what);
    int difference = same.bottom() - same.top();
    assertTrue(difference == 0 || difference == 1, what);
    // Padding is as small as it can be: with one row less the result would be smaller.
    if (same.bottom() > 0) {
      assertTrue(
          places(rows, same.top(), same.bottom() - 1, size, stride, dilation)
              < same.outputHeight(rows),
          what);
    }
  }

  @Test
  void validIsNeverPadded() {
    Window window = Window.valid(new int[] {3, 2}, new int[] {2, 1}, new int[] {1, 4});
    assertEquals(new Window(3, 2, 2, 1, 1, 4, 0, 0, 0, 0), window);
    assertEquals(4, window.outputHeight(10));
    assertEquals(6, window.outputWidth(10));
    assertThrows(IllegalArgumentException.class, () -> window.outputWidth(4));
  }

  @Test
  void mistakesAreRefused() {
    int[] one = {1, 1};
    int[] zero = {0, 1};
    assertThrows(IllegalArgumentException.class, () -> Window.valid(zero, one, one));
    assertThrows(IllegalArgumentException.class, () -> Window.valid(one, zero, one));
    assertThrows(IllegalArgumentException.class, () -> Window.valid(one, one, zero));
    assertThrows(IllegalArgumentException.class, () -> new Window(1, 1, 1, 1, 1, 1, 0, -1, 0, 0));
  }
}
