package io.github.markhor.data.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.data.numpy.RandomState;
import io.github.markhor.data.picture.PictureTransform;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransformRangesTest {
  private static final int DRAWS = 4000;
  private static final Shape PICTURE = Shape.of(40, 100, 3);

  private static double[] draw(
      ImageDataGeneratorBuilder builder, ToDoubleFunction<PictureTransform> parameter) {
    ImageDataGenerator generator = builder.build();
    return IntStream.range(0, DRAWS)
        .mapToObj(i -> generator.randomTransform(PICTURE, 5, 2, i))
        .mapToDouble(parameter)
        .toArray();
  }

  /** Bounds without exception, mean and deviation within five standard errors. */
  private static void assertUniform(double low, double high, double[] drawn) {
    double deviation = (high - low) / Math.sqrt(12);
    double mean = Arrays.stream(drawn).average().getAsDouble();
    double square = Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).sum() / DRAWS;
    assertTrue(Arrays.stream(drawn).allMatch(x -> x >= low && x <= high));
    assertEquals((low + high) / 2, mean, 5 * deviation / Math.sqrt(DRAWS));
    assertEquals(deviation, Math.sqrt(square), deviation * 0.05);
  }

  private static ImageDataGeneratorBuilder generator() {
    return ImageDataGenerator.builder();
  }

  @Test
  void drawsUniformly() {
    assertUniform(-30, 30, draw(generator().rotationRange(30), PictureTransform::theta));
    assertUniform(-7, 7, draw(generator().shearRange(7), PictureTransform::shear));
    assertUniform(0.8, 1.2, draw(generator().zoomRange(0.2), PictureTransform::zx));
    assertUniform(0.5, 0.75, draw(generator().zoomRange(0.5, 0.75), PictureTransform::zy));
    assertUniform(-25, 25, draw(generator().channelShiftRange(25), PictureTransform::channelShift));
    assertUniform(
        0.2, 1.4, draw(generator().brightnessRange(0.2, 1.4), t -> t.brightness().getAsDouble()));
  }

  @Test
  void shiftsByASharePixelsWholePixelsOrAChoice() {
    assertUniform(-20, 20, draw(generator().widthShiftRange(0.2), PictureTransform::tx));
    assertUniform(-8, 8, draw(generator().heightShiftRange(0.2), PictureTransform::ty));
    assertUniform(-3.5, 3.5, draw(generator().heightShiftRange(3.5), PictureTransform::ty));
    assertEquals(
        Set.of(-2.0, -1.0, 0.0, 1.0, 2.0),
        distinct(draw(generator().widthShiftRange(3), PictureTransform::tx)));
    assertEquals(
        Set.of(-6.0, -4.0, 4.0, 6.0),
        distinct(draw(generator().widthShiftRange(4.0, 6.0), PictureTransform::tx)));
    assertEquals(
        Set.of(-10.0, -4.0, 4.0, 10.0),
        distinct(draw(generator().heightShiftRange(0.1, 0.25), PictureTransform::ty)));
    assertEquals(Set.of(0.0), distinct(draw(generator().widthShiftRange(1), PictureTransform::tx)));
  }

  @Test
  void aRangeToEitherSideHasNoSign() {
    assertUniform(-30, 30, draw(generator().rotationRange(-30), PictureTransform::theta));
    assertUniform(-7, 7, draw(generator().shearRange(-7), PictureTransform::shear));
    assertUniform(
        -25, 25, draw(generator().channelShiftRange(-25), PictureTransform::channelShift));
    assertUniform(-20, 20, draw(generator().widthShiftRange(-0.2), PictureTransform::tx));
    assertUniform(-3.5, 3.5, draw(generator().heightShiftRange(-3.5), PictureTransform::ty));
    assertEquals(
        Set.of(-2.0, -1.0, 0.0, 1.0, 2.0),
        distinct(draw(generator().widthShiftRange(-3), PictureTransform::tx)));
    assertEquals(
        Set.of(-6.0, -4.0, 4.0, 6.0),
        distinct(draw(generator().widthShiftRange(4.0, -6.0), PictureTransform::tx)));
  }

  @Test
  void factorsMayReachZeroAndBeyond() {
    assertUniform(0, 2, draw(generator().zoomRange(1), PictureTransform::zx));
    assertUniform(-1.5, 3.5, draw(generator().zoomRange(2.5), PictureTransform::zy));
    assertUniform(0.75, 1.25, draw(generator().zoomRange(-0.25), PictureTransform::zy));
    assertUniform(-0.5, 0.5, draw(generator().zoomRange(0.5, -0.5), PictureTransform::zx));
    assertUniform(
        -1, 2, draw(generator().brightnessRange(2, -1), t -> t.brightness().getAsDouble()));
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> generator().rotationRange(bad));
      assertThrows(IllegalArgumentException.class, () -> generator().zoomRange(bad));
      assertThrows(IllegalArgumentException.class, () -> generator().brightnessRange(0, bad));
      assertThrows(IllegalArgumentException.class, () -> generator().widthShiftRange(bad));
      assertThrows(IllegalArgumentException.class, () -> generator().heightShiftRange(1, bad));
    }
  }

  private static PictureTransform asKeras(ImageDataGeneratorBuilder builder) {
    return builder.kerasReplay(0).build().randomTransform(PICTURE, RandomState.seeded(11));
  }

  /** The numbers are those of Keras 3.15's get_random_transform((40, 100, 3), seed=11). */
  @Test
  void drawsOddRangesAsKerasDoes() {
    assertEquals(19.183818667393847, asKeras(generator().rotationRange(-30)).theta(), 1e-12);
    assertEquals(4.795954666848462, asKeras(generator().shearRange(-7.5)).shear(), 1e-12);
    assertEquals(12.789212444929232, asKeras(generator().widthShiftRange(-0.2)).ty(), 1e-12);
    // Keras takes negative pixels for shares.
    assertEquals(127.89212444929233, asKeras(generator().heightShiftRange(-5.0)).tx(), 1e-12);
    assertEquals(191.83818667393848, asKeras(generator().widthShiftRange(-3)).ty(), 1e-12);
    assertEquals(20, asKeras(generator().widthShiftRange(-0.3, 0.2)).ty(), 1e-12);
    assertEquals(2, asKeras(generator().heightShiftRange(-4.0, 2.0, 6.0)).tx(), 1e-12);
    assertEquals(0.03895048297524917, asKeras(generator().zoomRange(1)).zy(), 1e-12);
    assertEquals(-1.4026237925618772, asKeras(generator().zoomRange(-1.5, 3.5)).zy(), 1e-12);
    assertEquals(1.2557842488985846, asKeras(generator().zoomRange(1.4, 0.6)).zx(), 1e-12);
    PictureTransform all =
        asKeras(
            generator()
                .rotationRange(-10)
                .widthShiftRange(-3)
                .heightShiftRange(-0.5, 0.25)
                .shearRange(-2)
                .zoomRange(0, 2)
                .channelShiftRange(-9)
                .brightnessRange(2, -1));
    assertEquals(6.394606222464616, all.theta(), 1e-12);
    assertEquals(-20, all.tx(), 1e-12);
    assertEquals(22.068884100993237, all.ty(), 1e-12);
    assertEquals(-0.8997357167685913, all.shear(), 1e-12);
    assertEquals(0.8404072091754549, all.zx(), 1e-12);
    assertEquals(-7.952519742180591, all.channelShift(), 1e-12);
    assertEquals(-0.5523852681303363, all.brightness().getAsDouble(), 1e-12);
  }

  private static Set<Double> distinct(double[] values) {
    Set<Double> distinct = new TreeSet<>();
    for (double value : values) {
      distinct.add(value + 0.0);
    }
    return distinct;
  }

  @Test
  void flipsHalfOfThePictures() {
    double[] flips = draw(generator().horizontalFlip(true), t -> t.flipHorizontal() ? 1 : 0);
    assertEquals(0.5, Arrays.stream(flips).average().getAsDouble(), 0.04);
    assertEquals(
        0,
        Arrays.stream(draw(generator().horizontalFlip(true), t -> t.flipVertical() ? 1 : 0)).sum());
  }

  @Test
  void oneRangeDoesNotChangeWhatAnotherDraws() {
    double[] alone = draw(generator().shearRange(9), PictureTransform::shear);
    double[] among =
        draw(
            generator().shearRange(9).rotationRange(3).zoomRange(0.4).verticalFlip(true),
            PictureTransform::shear);
    assertTrue(Arrays.equals(alone, among));
  }

  @Test
  void followsSeedEpochAndPictureOnly() {
    ImageDataGenerator generator = generator().rotationRange(90).build();
    double theta = generator.randomTransform(PICTURE, 1, 2, 3).theta();
    assertEquals(theta, generator.randomTransform(PICTURE, 1, 2, 3).theta());
    assertNotEquals(theta, generator.randomTransform(PICTURE, 2, 2, 3).theta());
    assertNotEquals(theta, generator.randomTransform(PICTURE, 1L << 32 | 1, 2, 3).theta());
    assertNotEquals(theta, generator.randomTransform(PICTURE, 1, 3, 3).theta());
    assertNotEquals(theta, generator.randomTransform(PICTURE, 1, 2, 4).theta());
  }

  @Test
  void shufflesEverySampleOnceInAnOrderOfTheEpochs() {
    for (int samples : new int[] {1, 2, 5, 8, 103}) {
      int[] order = RandomStreams.permutation(samples, 9, 4);
      assertTrue(
          Arrays.equals(RandomStreams.inOrder(samples), Arrays.stream(order).sorted().toArray()));
    }
    assertNotEquals(
        Arrays.toString(RandomStreams.permutation(50, 9, 4)),
        Arrays.toString(RandomStreams.permutation(50, 9, 5)));
    // Every sample comes to every place about equally often.
    int[][] counts = new int[6][6];
    for (int epoch = 0; epoch < 6000; epoch++) {
      int[] order = RandomStreams.permutation(6, 1, epoch);
      for (int place = 0; place < 6; place++) {
        counts[place][order[place]]++;
      }
    }
    for (int[] row : counts) {
      for (int count : row) {
        assertEquals(1000, count, 150);
      }
    }
  }
}
