package io.github.markhor.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** By hand. */
class PictureColorsTest {
  @Test
  void shiftsWithinThePicturesOwnRange() {
    float[] up = {10, 20, 250, 90, 30, 11};
    PictureColors.shiftChannels(up, 6, 15.5);
    assertArrayEquals(new float[] {25.5f, 35.5f, 250, 105.5f, 45.5f, 26.5f}, up);
    float[] down = {10, 20, 250, 90};
    PictureColors.shiftChannels(down, 4, -30);
    assertArrayEquals(new float[] {10, 10, 220, 60}, down);
  }

  @Test
  void brightensWholeLevels() {
    float[] picture = {10.9f, 20, 250, 99};
    PictureColors.brighten(picture, 4, 1, 1.25);
    assertArrayEquals(new float[] {12, 25, 255, 123}, picture);
  }

  @Test
  void brightnessLeavesAlpha() {
    float[] picture = {10, 20, 30, 40, 50, 60, 70, 80};
    PictureColors.brighten(picture, 8, 4, 0.5);
    assertArrayEquals(new float[] {5, 10, 15, 40, 25, 30, 35, 80}, picture);
  }

  @Test
  void brightnessStretchesWhatIsNotALevel() {
    float[] picture = {-10, 0, 10};
    PictureColors.brighten(picture, 3, 1, 0.5);
    // Stretched to 0, 127, 255, halved to 0, 63, 127, and back.
    assertArrayEquals(new float[] {-10, 63 / 255f * 20 - 10, 127 / 255f * 20 - 10}, picture, 1e-5f);
  }
}
