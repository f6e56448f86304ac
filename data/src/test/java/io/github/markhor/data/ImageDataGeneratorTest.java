package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.FillMode;
import io.github.markhor.data.picture.PictureTransform;
import io.github.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ImageDataGeneratorTest {
  private static final Tensor PICTURE = Tensor.of(Drawings.levels(5, 8, 3, 2), 5, 8, 3);

  private static final ImageDataGenerator PLAIN = ImageDataGenerator.builder().build();

  @Test
  void nothingIsTheIdentity() {
    PictureTransform drawn = PLAIN.randomTransform(PICTURE.shape(), 1, 0, 7);
    assertArrayEquals(PICTURE.toArray(), PLAIN.applyTransform(PICTURE, drawn).toArray());
    assertArrayEquals(PICTURE.toArray(), PLAIN.standardize(PICTURE).toArray());
  }

  @Test
  void flips() {
    Tensor across = PLAIN.applyTransform(PICTURE, PictureTransform.identity().flipHorizontal(true));
    Tensor down = PLAIN.applyTransform(PICTURE, PictureTransform.identity().flipVertical(true));
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 8; column++) {
        for (int c = 0; c < 3; c++) {
          assertEquals(PICTURE.get(row, 7 - column, c), across.get(row, column, c));
          assertEquals(PICTURE.get(4 - row, column, c), down.get(row, column, c));
        }
      }
    }
  }

  @Test
  void warpsBeforeFlippingAndShiftsColoursBetween() {
    PictureTransform all = PictureTransform.identity().tx(2).channelShift(300).flipHorizontal(true);
    Tensor changed =
        ImageDataGenerator.builder()
            .fillMode(FillMode.CONSTANT)
            .cval(-1000)
            .build()
            .applyTransform(PICTURE, all);
    // The two columns left empty end up on the left, and count for the least value.
    assertEquals(-700, changed.get(3, 0, 1));
    assertEquals(-700, changed.get(3, 1, 1));
    float greatest = 0;
    for (float level : PICTURE.toArray()) {
      greatest = Math.max(greatest, level);
    }
    assertEquals(greatest, changed.get(3, 2, 1), 30);
  }

  @Test
  void heightShiftMovesUpAndDownAndWidthShiftSideways() {
    ImageDataGenerator down = ImageDataGenerator.builder().heightShiftRange(4.0, 4.0).build();
    ImageDataGenerator across = ImageDataGenerator.builder().widthShiftRange(4.0, 4.0).build();
    PictureTransform drawn = down.randomTransform(PICTURE.shape(), 3, 0, 0);
    assertEquals(4, Math.abs(drawn.ty()));
    assertEquals(0, drawn.tx());
    assertEquals(4, Math.abs(across.randomTransform(PICTURE.shape(), 3, 0, 0).tx()));
    Tensor moved = PLAIN.applyTransform(PICTURE, PictureTransform.identity().ty(4));
    for (int column = 0; column < 8; column++) {
      assertEquals(PICTURE.get(4, column, 2), moved.get(0, column, 2));
    }
  }

  @Test
  void standardizesInKerasOrder() {
    ImageDataGenerator generator =
        ImageDataGenerator.builder()
            .preprocessingFunction(
                (picture, height, width, channels) -> {
                  picture[0] += height * 100 + width * 10 + channels;
                })
            .rescale(0.5)
            .samplewiseStdNormalization(true)
            .build();
    Tensor x = Tensor.of(new float[] {-119, 4, 6, 8}, 1, 2, 2);
    // The function makes 1*100 + 2*10 + 2 - 119 = 3 of the first; halves: 1.5, 2, 3, 4.
    double mean = 2.625;
    double deviation = Math.sqrt((1.265625 + 0.390625 + 0.140625 + 1.890625) / 4);
    float[] expected = new float[4];
    double[] halves = {1.5, 2, 3, 4};
    for (int i = 0; i < 4; i++) {
      expected[i] = (float) ((halves[i] - mean) / (deviation + 1e-6));
    }
    assertArrayEquals(expected, generator.standardize(x).toArray(), 1e-6f);
    assertArrayEquals(new float[] {-119, 4, 6, 8}, x.toArray());
  }

  @Test
  void rescalingMultiplies() {
    Tensor x = Tensor.of(new float[] {0, 51, 255}, 1, 1, 3);
    assertArrayEquals(
        new float[] {0, 0.2f, 1},
        ImageDataGenerator.rescaling(1 / 255.0).standardize(x).toArray(),
        1e-7f);
  }

  @Test
  void refusesBadSettingsAtOnce() {
    ImageDataGeneratorBuilder b = ImageDataGenerator.builder();
    refuses("rotationRange", "Infinity", () -> b.rotationRange(Double.POSITIVE_INFINITY));
    refuses("rotationRange", "NaN", () -> b.rotationRange(Double.NaN));
    refuses("widthShiftRange", "NaN", () -> b.widthShiftRange(Double.NaN));
    refuses("heightShiftRange", "NaN", () -> b.heightShiftRange(1, Double.NaN));
    refuses("heightShiftRange", "none", () -> b.heightShiftRange(new double[0]));
    refuses("shearRange", "NaN", () -> b.shearRange(Double.NaN));
    refuses("zoomRange", "NaN", () -> b.zoomRange(Double.NaN));
    refuses("zoomRange", "Infinity", () -> b.zoomRange(0, Double.POSITIVE_INFINITY));
    refuses("brightnessRange", "NaN", () -> b.brightnessRange(Double.NaN, 1));
    refuses("channelShiftRange", "NaN", () -> b.channelShiftRange(Double.NaN));
    refuses("rescale", "Infinity", () -> b.rescale(Double.POSITIVE_INFINITY));
    refuses("cval", "NaN", () -> b.cval(Double.NaN));
    refuses("interpolationOrder", "3", () -> b.interpolationOrder(3));
    refuses("validationSplit", "1.0", () -> b.validationSplit(1));
    refuses("validationSplit", "-0.2", () -> b.validationSplit(-0.2));
    refuses("targetSize", "0", () -> Flow.defaults().targetSize(0, 150));
    refuses("targetSize", "-1", () -> Flow.defaults().targetSize(150, -1));
    refuses("batchSize", "0", () -> Flow.defaults().targetSize(3, 4).batchSize(0));
    refuses("workers", "0", () -> Flow.defaults().targetSize(3, 4).workers(0));
    refuses(
        "named once", "[a, b, a]", () -> Flow.defaults().targetSize(3, 4).classes("a", "b", "a"));
    refuses("(H, W, C)", "(2,)", () -> PLAIN.applyTransform(Tensor.zeros(2), null));
  }

  static void refuses(String rule, String received, Executable setting) {
    String message = assertThrows(IllegalArgumentException.class, setting).getMessage();
    assertTrue(message.contains("Expected"), message);
    assertTrue(message.contains(rule), message);
    assertTrue(message.substring(message.indexOf("Received: ")).contains(received), message);
  }

  @Test
  void zoomingByANegativeFactorMirrors() {
    Tensor x = Tensor.of(Drawings.levels(5, 8, 3, 2), 5, 8, 3);
    ImageDataGenerator generator = ImageDataGenerator.builder().build();
    PictureTransform same = PictureTransform.identity();
    assertArrayEquals(
        generator.applyTransform(x, same.flipHorizontal(true)).toArray(),
        generator.applyTransform(x, same.zx(-1)).toArray(),
        1e-3f);
    assertArrayEquals(
        generator.applyTransform(x, same.flipVertical(true)).toArray(),
        generator.applyTransform(x, same.zy(-1)).toArray(),
        1e-3f);
    for (float level : generator.applyTransform(x, same.zx(0).zy(0)).toArray()) {
      assertTrue(level >= 0 && level <= 255);
    }
  }
}
