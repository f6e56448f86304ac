package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The statistics that a generator learns by {@code fit}, and their use. */
class FeaturewiseTest {
  private static final Tensor PICTURES =
      Tensor.of(new float[] {2, 100, 4, 100, 6, 100, 12, 100}, 2, 1, 2, 2);

  @Test
  void centresAndDividesEachChannelByWhatItLearned() {
    ImageDataGenerator generator =
        ImageDataGenerator.builder().featurewiseStdNormalization(true).build();
    generator.fit(PICTURES);
    assertArrayEquals(new float[] {6, 100}, generator.mean());
    assertArrayEquals(new float[] {(float) Math.sqrt(14), 0}, generator.std());
    float[] x = generator.standardize(Tensor.of(new float[] {13, 101}, 1, 1, 2)).toArray();
    assertEquals(7 / Math.sqrt(14), x[0], 1e-5);
    assertEquals(1e6, x[1], 1, "a channel without deviation is divided by 1e-6 alone");
  }

  @Test
  void rescalesBeforeItLearns() {
    ImageDataGenerator generator =
        ImageDataGenerator.builder().rescale(0.5).featurewiseCenter(true).build().fit(PICTURES);
    assertArrayEquals(new float[] {3, 50}, generator.mean());
    assertEquals(0, generator.std().length);
  }

  @Test
  void leavesOutWhatItHasNotLearned() {
    ImageDataGenerator generator = ImageDataGenerator.builder().zcaWhitening(true).build();
    float[] x = {3, 5};
    assertArrayEquals(x, generator.standardize(Tensor.of(x, 1, 2, 1)).toArray());
  }

  @Test
  void whitensSoThatValuesAreUncorrelatedOfVarianceOne() {
    int count = 50;
    float[] values = new float[count * 3];
    for (int i = 0; i < count; i++) {
      double a = Math.sin(i * 1.7);
      double b = Math.cos(i * 2.3);
      values[i * 3] = (float) (5 * a + 1);
      values[i * 3 + 1] = (float) (3 * a + b);
      values[i * 3 + 2] = (float) (b - Math.sin(i * 0.9) * 0.5);
    }
    Tensor x = Tensor.of(values, count, 1, 3, 1);
    ImageDataGenerator generator = ImageDataGenerator.builder().zcaWhitening(true).build().fit(x);
    float[] white = generator.standardize(x).toArray();
    for (int p = 0; p < 3; p++) {
      for (int q = 0; q <= p; q++) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
          sum += (double) white[i * 3 + p] * white[i * 3 + q];
        }
        // One channel: its mean is that of all values, so the places keep means of their own.
        assertEquals(p == q ? 1 : 0, sum / count, 1e-3, p + ", " + q);
      }
    }
  }

  @Test
  void takesChannelsThatComeFirst() {
    ImageDataGenerator generator =
        ImageDataGenerator.builder().channelsFirst(true).featurewiseCenter(true).build();
    generator.fit(Tensor.of(new float[] {1, 3, 10, 20, 30, 60}, 1, 3, 1, 2));
    assertArrayEquals(new float[] {2, 15, 45}, generator.mean());
    Tensor x = Tensor.of(new float[] {2, 2, 15, 16, 45, 40}, 3, 1, 2);
    assertArrayEquals(new float[] {0, 0, 0, 1, 0, -5}, generator.standardize(x).toArray());
  }

  @Test
  void refusesToLearnFromOnePictureAlone() {
    ImageDataGenerator generator = ImageDataGenerator.builder().featurewiseCenter(true).build();
    assertThrows(
        IllegalArgumentException.class, () -> generator.fit(Tensor.of(new float[12], 2, 2, 3)));
  }
}
