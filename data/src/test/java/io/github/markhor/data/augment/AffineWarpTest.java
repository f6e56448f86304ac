package io.github.markhor.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.data.Drawings;
import io.github.markhor.data.picture.FillMode;
import io.github.markhor.data.picture.PictureTransform;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the warp to matrices multiplied out and borders laid out, one pixel at a time. */
class AffineWarpTest {
  private static final int HEIGHT = 7;
  private static final int WIDTH = 10;

  private static float[] warp(
      PictureTransform transform, FillMode mode, int order, float[] from, int h, int w, int c) {
    float[] to = new float[from.length];
    new AffineWarp(mode, -5, order, false).apply(transform, from, h, w, c, to);
    return to;
  }

  @ParameterizedTest
  @EnumSource(FillMode.class)
  void blendsAsTheOracle(FillMode mode) {
    compareWithOracle(mode, 1);
  }

  @ParameterizedTest
  @EnumSource(FillMode.class)
  void picksAsTheOracle(FillMode mode) {
    compareWithOracle(mode, 0);
  }

  private static void compareWithOracle(FillMode mode, int order) {
    Random random = new Random(17);
    for (int round = 0; round < 60; round++) {
      int channels = 1 + round % 4;
      // Every third is not turned, and goes by rows that are blended first.
      PictureTransform transform =
          PictureTransform.identity()
              .theta(round % 3 == 0 ? 0 : random.nextDouble() * 360 - 180)
              .tx(random.nextGaussian() * 6)
              .ty(random.nextGaussian() * 6)
              .shear(random.nextDouble() * 60 - 30)
              .zx(0.3 + random.nextDouble() * 2)
              .zy(0.3 + random.nextDouble() * 2);
      float[] from = Drawings.levels(HEIGHT, WIDTH, channels, round);
      float[] expected = oracle(transform, mode, order, from, channels);
      if (round % 5 == 1) {
        transform = transform.flipHorizontal(true).flipVertical(round % 2 == 0);
        expected = flipped(expected, channels, transform.flipVertical());
      }
      float[] actual = warp(transform, mode, order, from, HEIGHT, WIDTH, channels);
      assertArrayEquals(expected, actual, 1e-3f, transform.toString());
    }
  }

  /** Left and right swapped, and top and bottom too if wanted. */
  private static float[] flipped(float[] picture, int channels, boolean rowsToo) {
    float[] to = new float[picture.length];
    for (int i = 0; i < picture.length; i++) {
      int c = i % channels;
      int column = i / channels % WIDTH;
      int row = i / channels / WIDTH;
      int toRow = rowsToo ? HEIGHT - 1 - row : row;
      to[(toRow * WIDTH + WIDTH - 1 - column) * channels + c] = picture[i];
    }
    return to;
  }

  /** Multiplies the four matrices, and looks pixels up in a picture that goes on in its borders. */
  private static float[] oracle(
      PictureTransform t, FillMode mode, int order, float[] from, int channels) {
    double a = Math.toRadians(t.theta());
    double s = Math.toRadians(t.shear());
    double[][] turn = {{Math.cos(a), -Math.sin(a), 0}, {Math.sin(a), Math.cos(a), 0}, {0, 0, 1}};
    double[][] move = {{1, 0, t.tx()}, {0, 1, t.ty()}, {0, 0, 1}};
    double[][] slant = {{1, -Math.sin(s), 0}, {0, Math.cos(s), 0}, {0, 0, 1}};
    double[][] zoom = {{t.zx(), 0, 0}, {0, t.zy(), 0}, {0, 0, 1}};
    double[][] m = times(times(times(turn, move), slant), zoom);
    float[] to = new float[from.length];
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        double dx = column - (WIDTH - 1) / 2.0;
        double dy = row - (HEIGHT - 1) / 2.0;
        double x = m[0][0] * dx + m[0][1] * dy + m[0][2] + (WIDTH - 1) / 2.0;
        double y = m[1][0] * dx + m[1][1] * dy + m[1][2] + (HEIGHT - 1) / 2.0;
        for (int c = 0; c < channels; c++) {
          to[(row * WIDTH + column) * channels + c] =
              (float) sample(mode, order, from, channels, x, y, c);
        }
      }
    }
    return to;
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static double sample(
      FillMode mode, int order, float[] from, int channels, double x, double y, int c) {
    boolean outside = x < 0 || x > WIDTH - 1 || y < 0 || y > HEIGHT - 1;
    if (mode == FillMode.CONSTANT && outside) {
      return -5;
    }
    if (mode == FillMode.WRAP) {
      // The first pixel lies upon the last, so points repeat every length - 1.
      while (x < 0) {
        x += WIDTH - 1;
      }
      while (x > WIDTH - 1) {
        x -= WIDTH - 1;
      }
      while (y < 0) {
        y += HEIGHT - 1;
      }
      while (y > HEIGHT - 1) {
        y -= HEIGHT - 1;
      }
    }
    if (order == 0) {
      return pixel(mode, from, channels, (int) Math.floor(x + 0.5), (int) Math.floor(y + 0.5), c);
    }
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double value = 0;
    for (int dy = 0; dy < 2; dy++) {
      for (int dx = 0; dx < 2; dx++) {
        double weight = (dx == 0 ? left + 1 - x : x - left) * (dy == 0 ? top + 1 - y : y - top);
        value += weight * pixel(mode, from, channels, left + dx, top + dy, c);
      }
    }
    return value;
  }

  private static double pixel(
      FillMode mode, float[] from, int channels, int column, int row, int c) {
    return from[(index(mode, row, HEIGHT) * WIDTH + index(mode, column, WIDTH)) * channels + c];
  }

  private static int index(FillMode mode, int i, int n) {
    if (mode == FillMode.REFLECT) {
      while (i < 0 || i >= n) {
        i = i < 0 ? -1 - i : 2 * n - 1 - i;
      }
    }
    return Math.max(0, Math.min(n - 1, i));
  }

  @Test
  void shiftsByWholePixels() {
    float[] from = Drawings.levels(HEIGHT, WIDTH, 3, 1);
    PictureTransform shift = PictureTransform.identity().tx(2).ty(-3);
    float[] to = warp(shift, FillMode.CONSTANT, 1, from, HEIGHT, WIDTH, 3);
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        boolean beyond = column + 2 >= WIDTH || row - 3 < 0;
        float expected = beyond ? -5 : Drawings.level(row - 3, column + 2, 1, 1);
        assertEquals(expected, to[(row * WIDTH + column) * 3 + 1]);
      }
    }
  }

  @Test
  void turnsAboutTheCentreOfAPictureThatIsNotSquare() {
    float[] from = Drawings.levels(HEIGHT, WIDTH, 1, 1);
    PictureTransform half = PictureTransform.identity().theta(180);
    float[] to = warp(half, FillMode.NEAREST, 1, from, HEIGHT, WIDTH, 1);
    for (int i = 0; i < from.length; i++) {
      assertEquals(from[from.length - 1 - i], to[i], 1e-3);
    }
  }

  @Test
  void magnifiesWhenTheFactorIsBelowOne() {
    // Points 1.25, 1.75, 2.25, 2.75 of the line, by hand.
    PictureTransform zoom = PictureTransform.identity().zx(0.5);
    float[] line = {10, 20, 40, 80};
    float[] to = warp(zoom, FillMode.NEAREST, 1, line, 1, 4, 1);
    assertArrayEquals(new float[] {17.5f, 25, 35, 50}, to, 1e-4f);
  }

  @Test
  void laysOutTheBordersAsDocumented() {
    float[] line = {1, 2, 3, 4};
    PictureTransform right = PictureTransform.identity().tx(3);
    assertArrayEquals(new float[] {4, 4, 4, 4}, warp(right, FillMode.NEAREST, 1, line, 1, 4, 1));
    assertArrayEquals(new float[] {4, 4, 3, 2}, warp(right, FillMode.REFLECT, 1, line, 1, 4, 1));
    assertArrayEquals(new float[] {4, 2, 3, 1}, warp(right, FillMode.WRAP, 1, line, 1, 4, 1));
    assertArrayEquals(
        new float[] {4, -5, -5, -5}, warp(right, FillMode.CONSTANT, 1, line, 1, 4, 1));
  }

  @Test
  void handlesPicturesOfOnePixel() {
    PictureTransform turn = PictureTransform.identity().theta(30).tx(0.2);
    for (FillMode mode : new FillMode[] {FillMode.NEAREST, FillMode.REFLECT, FillMode.WRAP}) {
      assertArrayEquals(
          new float[] {7, 9}, warp(turn, mode, 1, new float[] {7, 9}, 1, 1, 2), mode.toString());
    }
  }
}
