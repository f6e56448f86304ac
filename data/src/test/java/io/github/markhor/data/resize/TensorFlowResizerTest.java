package io.github.markhor.data.resize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.ResizeMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are TensorFlow's. */
class TensorFlowResizerTest {
  private static Picture row(int... levels) {
    Picture picture = new Picture();
    picture.resize(1, levels.length, 1);
    for (int i = 0; i < levels.length; i++) {
      picture.levels()[i] = (byte) levels[i];
    }
    return picture;
  }

  @ParameterizedTest
  @CsvSource({
    "BILINEAR, 13.3333 200 200, 0 22.8571 85.7143 200 121.4286 160.7143 255",
    "NEAREST, 0 200 255, 0 40 40 200 90 90 255",
    "BICUBIC, 5.5112 200 205.7536, -2.3264 11.7401 84.9225 200 109.3152 155.3903 264.5966",
    "AREA, 16 146 189, 0 24 72 200 112 155.9999 255.0001",
    "LANCZOS3, -2.0689 200 200.5961, 0.8202 1.4509 96.3481 200 105.3406 151.2099 271.009",
    "LANCZOS5, -10.6502 200 196.4548, 5.3387 -9.6181 108.7755 200 99.9684 149.5296 275.7626",
    "GAUSSIAN, 13.5697 171.2431 199.0248, 2.84 25.2693 85.0916 171.2431 126.6617 161.3319 243.285",
    "MITCHELLCUBIC, 9.004 185 200.986, 0 16.7657 87.2109 185 118.5317 158.7349 255"
  })
  void resizesAsTensorFlow(ResizeMethod method, String smaller, String larger) {
    TensorFlowResizer resizer = new TensorFlowResizer(method, false, false);
    for (String expected : new String[] {smaller, larger}) {
      String[] numbers = expected.split(" ");
      float[] wanted = new float[numbers.length];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = Float.parseFloat(numbers[i]);
      }
      float[] resized = new float[wanted.length];
      resizer.resize(row(0, 40, 200, 90, 255), 1, wanted.length, resized);
      assertArrayEquals(wanted, resized, 2e-3f, method + " to " + wanted.length);
    }
  }

  @Test
  void padsAtTheEndsWithZeros() {
    Picture picture = new Picture();
    picture.resize(4, 6, 1);
    for (int i = 0; i < 24; i++) {
      picture.levels()[i] = (byte) i;
    }
    float[] padded = new float[16];
    new TensorFlowResizer(ResizeMethod.BILINEAR, false, true).resize(picture, 4, 4, padded);
    float[] expected = {
      3.25f, 4.75f, 6.25f, 7.75f, 15.25f, 16.75f, 18.25f, 19.75f, 0, 0, 0, 0, 0, 0, 0, 0
    };
    assertArrayEquals(expected, padded, 1e-4f);
  }
}
