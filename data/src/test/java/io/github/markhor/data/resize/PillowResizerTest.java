package io.github.markhor.data.resize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.Interpolation;
import io.github.markhor.data.picture.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PillowResizerTest {
  private static Picture picture(int height, int width, int channels, int... levels) {
    Picture picture = new Picture();
    picture.resize(height, width, channels);
    for (int i = 0; i < levels.length; i++) {
      picture.levels()[i] = (byte) levels[i];
    }
    return picture;
  }

  private static float[] resize(Picture picture, Interpolation how, int height, int width) {
    float[] target = new float[height * width * picture.channels()];
    new PillowResizer(how, false).resize(picture, height, width, target);
    return target;
  }

  @Test
  void nearestTakesThePixelBelowTheMiddle() {
    assertArrayEquals(new int[] {0, 2, 4}, PillowResizer.indices(0, 5, 3, true));
    assertArrayEquals(new int[] {0, 0, 1, 2, 2}, PillowResizer.indices(0, 3, 5, true));
    assertArrayEquals(new int[] {4, 6}, PillowResizer.indices(3, 4, 2, true));
  }

  @Test
  void nearestSumsItsStepsAsPillowDoes() {
    // The exact points are 0.35, 1.05, ... and one of them 7: the running sum stays just below.
    int[] indices = PillowResizer.indices(0, 7, 10, true);
    double point = 0.35;
    for (int index : indices) {
      assertEquals((int) point, index);
      point += 0.7;
    }
  }

  private static float[] resizeWide(int greatest, boolean held32, int[] levels, int width) {
    Picture picture = new Picture();
    picture.resizeWide(1, levels.length, greatest);
    System.arraycopy(levels, 0, picture.wideLevels(), 0, levels.length);
    if (held32) {
      picture.markHeldIn32Bits();
    }
    return resize(picture, Interpolation.NEAREST, 1, width);
  }

  /** Pillow 13, of the pixels 0 to 3 at 6 points; the fifth is between two pixels. */
  @Test
  void nearestMultipliesItsStepsInGreyOf16BitsAlone() {
    int[] levels = {0, 1000, 2000, 3000};
    float[] product = {0, 1000, 1000, 2000, 3000, 3000};
    float[] sum = {0, 1000, 1000, 2000, 2000, 3000};
    assertArrayEquals(product, resizeWide(Picture.GREATEST_16, false, levels, 6));
    assertArrayEquals(sum, resizeWide(Picture.GREATEST_16, true, levels, 6));
    assertArrayEquals(sum, resizeWide(Integer.MAX_VALUE, false, levels, 6));
  }

  @Test
  void nearestKeepsChannelsTogether() {
    Picture picture = picture(1, 4, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255);
    assertArrayEquals(
        new float[] {4, 5, 6, 10, 11, 255}, resize(picture, Interpolation.NEAREST, 1, 2));
  }

  @Test
  void boxIsTheRoundedMeanOfEachPass() {
    Picture picture = picture(2, 4, 1, 10, 21, 200, 101, 30, 40, 0, 255);
    // Rows first: (16, 151), (35, 128); then columns: 25.5 -> 26, 139.5 -> 140.
    assertArrayEquals(new float[] {26, 140}, resize(picture, Interpolation.BOX, 1, 2));
  }

  @Test
  void bilinearBlendsByDistance() {
    Picture picture = picture(1, 2, 1, 0, 100);
    assertArrayEquals(new float[] {0, 25, 75, 100}, resize(picture, Interpolation.BILINEAR, 1, 4));
  }

  @Test
  void bicubicOvershootsAndIsClipped() {
    Picture picture = picture(1, 4, 1, 0, 0, 255, 255);
    float[] wide = resize(picture, Interpolation.BICUBIC, 1, 8);
    assertEquals(0, wide[2]);
    assertEquals(255, wide[5]);
    assertTrue(wide[3] > 0 && wide[3] < 127 && wide[4] > 127 && wide[4] < 255);
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void aFlatPictureStaysFlat(Interpolation how) {
    int[] levels = new int[11 * 7];
    java.util.Arrays.fill(levels, 201);
    for (float level : resize(picture(11, 7, 1, levels), how, 5, 9)) {
      assertEquals(201, level);
    }
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void theSameSizeChangesNothing(Interpolation how) {
    Picture picture = picture(2, 2, 4, 1, 2, 3, 0, 5, 6, 7, 9, 20, 30, 40, 50, 60, 70, 80, 255);
    float[] same = resize(picture, how, 2, 2);
    for (int i = 0; i < same.length; i++) {
      assertEquals(picture.levels()[i] & 255, same[i]);
    }
  }

  @Test
  void invisiblePixelsDoNotBleedIntoVisibleOnes() {
    Picture picture = picture(1, 2, 4, 200, 100, 50, 255, 0, 255, 0, 0);
    float[] one = resize(picture, Interpolation.BOX, 1, 1);
    assertArrayEquals(new float[] {199, 99, 49, 128}, one, 1);
  }

  @Test
  void cropsTheMiddleToTheTargetsShape() {
    Picture picture = picture(4, 9, 1);
    assertEquals(new CropBox(0, 2, 4, 4), CropBox.ofAspect(picture, 10, 10));
    assertEquals(new CropBox(1, 0, 2, 9), CropBox.ofAspect(picture, 1, 4));
    assertThrows(IllegalArgumentException.class, () -> CropBox.ofAspect(picture, 1, 500));
  }
}
