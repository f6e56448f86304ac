package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers for each channel, as files of Keras have them. */
final class RescalingTest {
  /** Two pixels of three channels. */
  private static final float[] X = {1, 2, 3, -4, 5, -6};

  private static float[] rescaled(Map<String, Object> config) {
    Layer layer =
        Registry.make(
            Layer.class, Map.of("class_name", "Rescaling", "config", config), Dialect.KERAS_3);
    try (Sequential model = Sequential.of(Input.of(1, 2, 3), layer);
        Model again = Model.fromJson(model.toJson())) {
      float[] y = model.predict(X);
      assertArrayEquals(y, again.predict(X));
      assertEquals(model.toJson(), again.toJson());
      return y;
    }
  }

  @Test
  void eachChannelHasItsScaleAndOffset() {
    assertArrayEquals(
        new float[] {2.5f, -1, 1, -7.5f, -2.5f, 1},
        rescaled(Map.of("scale", List.of(2.0, -0.5, 0), "offset", List.of(0.5, 0, 1))));
    assertArrayEquals(
        new float[] {5, 4, 5, -5, 10, -13},
        rescaled(Map.of("scale", 2, "offset", List.of(3, 0, -1))));
    assertArrayEquals(
        new float[] {4, 3, 5, -1, 6, -4},
        rescaled(Map.of("scale", List.of(1.0), "offset", List.of(List.of(3, 1, 2)))));
  }

  /** In inference a scale behind a convolution becomes part of the kernel. */
  @Test
  void itMayFollowAConvolution() {
    try (Sequential plain = Sequential.of(Input.of(4, 5, 3), Conv2D.of(2, 3));
        Sequential scaled =
            Sequential.of(
                Input.of(4, 5, 3),
                Conv2D.of(2, 3),
                Rescaling.of(new double[] {3, -2}, new double[] {1, 10}))) {
      scaled.setWeights(plain.getWeights());
      Tensor x = Tensor.zeros(1, 4, 5, 3);
      for (int i = 0; i < 60; i++) {
        x.buffer().put(i, i % 7 - 2.5f);
      }
      float[] expected = plain.predict(x).toArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] = i % 2 == 0 ? 3 * expected[i] + 1 : -2 * expected[i] + 10;
      }
      assertArrayEquals(expected, scaled.predict(x).toArray(), 1e-4f);
    }
  }

  @Test
  void whatCannotBeRepeatedIsRefused() {
    for (Object scale : List.of(List.of(1, 2), List.of(), "all", List.of(List.of(1), 2))) {
      assertThrows(
          IllegalArgumentException.class, () -> rescaled(Map.of("scale", scale)), scale::toString);
    }
    assertThrows(ConfigException.class, () -> rescaled(Map.of("offset", List.of(true))));
  }
}
