package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.Symbol;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Operations on symbols, by numbers computed by hand. */
final class OpsTest {
  /** One sample of shape (2, 3). */
  private static final Tensor X = Tensor.of(new float[] {1, -2, 3, -4, 5, 0.25f}, 1, 2, 3);

  private static float[] of(UnaryOperator<Symbol> operation) {
    Input x = Input.of(2, 3);
    try (Model model = Model.of(x, operation.apply(x))) {
      // As it is in a file too.
      try (Model again = Model.fromJson(model.toJson())) {
        float[] result = model.predict(X).toArray();
        assertArrayEquals(result, again.predict(X).toArray());
        assertEquals(model.outputShape(), again.outputShape());
        return result;
      }
    }
  }

  private static void gives(UnaryOperator<Symbol> operation, double... expected) {
    float[] floats = new float[expected.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) expected[i];
    }
    assertArrayEquals(floats, of(operation), 1e-5f);
  }

  @Test
  void numbersStandOnEitherSide() {
    gives(x -> Ops.add(x, 0.5), 1.5, -1.5, 3.5, -3.5, 5.5, 0.75);
    gives(x -> Ops.subtract(x, 1), 0, -3, 2, -5, 4, -0.75);
    gives(x -> Ops.subtract(1, x), 0, 3, -2, 5, -4, 0.75);
    gives(x -> Ops.divide(x, 2), 0.5, -1, 1.5, -2, 2.5, 0.125);
    gives(x -> Ops.divide(2, x), 2, -1, 2 / 3.0, -0.5, 0.4, 8);
    gives(x -> Ops.multiply(x, -3), -3, 6, -9, 12, -15, -0.75);
    gives(x -> Ops.power(Ops.abs(x), 1.5), 1, 2.828427, 5.196152, 8, 11.18034, 0.125);
    gives(x -> Ops.maximum(x, 1), 1, 1, 3, 1, 5, 1);
    gives(x -> Ops.minimum(x, 1), 1, -2, 1, -4, 1, 0.25);
    gives(x -> Ops.clip(x, -1, 2), 1, -1, 2, -1, 2, 0.25);
  }

  @Test
  void shapesAreStretched() {
    gives(x -> Ops.subtract(x, Ops.meanKeeping(x, 1)), 2.5, -3.5, 1.375, -2.5, 3.5, -1.375);
    gives(x -> Ops.multiply(x, Ops.sumKeeping(x, -1)), 2, -4, 6, -5, 6.25, 0.3125);
    gives(x -> Ops.add(x, x), 2, -4, 6, -8, 10, 0.5);
    gives(x -> Ops.divide(Ops.square(x), Ops.abs(x)), 1, 2, 3, 4, 5, 0.25);
  }

  @Test
  void axesGoAndCome() {
    gives(x -> Ops.mean(x, 1), -1.5, 1.5, 1.625);
    gives(x -> Ops.sum(x, 2), 2, 1.25);
    gives(x -> Ops.max(x, 1, 2), 5);
    gives(x -> Ops.min(x, 1), -4, -2, 0.25);
    gives(x -> Ops.transpose(x, 0, 2, 1), 1, -4, -2, 5, 3, 0.25);
    gives(x -> Ops.squeeze(Ops.expandDims(Ops.max(x, 1), 1), 1), 1, 5, 3);
    Input x = Input.of(2, 3);
    assertEquals(Shape.of(3, 2), Ops.reshape(x, 3, -1).shape());
    assertEquals(Shape.of(2, 1, 3), Ops.expandDims(x, 2).shape());
    assertEquals(Shape.of(2, 3), Ops.normalize(x, -1).shape());
  }

  @Test
  void functions() {
    gives(x -> Ops.negative(x), -1, 2, -3, 4, -5, -0.25);
    gives(x -> Ops.sqrt(Ops.abs(x)), 1, Math.sqrt(2), Math.sqrt(3), 2, Math.sqrt(5), 0.5);
    gives(x -> Ops.log(Ops.exp(Ops.divide(x, 4))), 0.25, -0.5, 0.75, -1, 1.25, 0.0625);
    double first = Math.sqrt(14);
    double second = Math.sqrt(16 + 25 + 0.0625);
    gives(
        x -> Ops.normalize(x, 2),
        1 / first,
        -2 / first,
        3 / first,
        -4 / second,
        5 / second,
        0.25 / second);
  }

  /** What a file says of an operation is understood, or refused: never passed over. */
  @Test
  void settingsThatChangeTheResultAreNotPassedOver() {
    refused("cast", Map.of("dtype", "int32"), "int32");
    refused("max", Map.of("axis", 1, "initial", 3.0), "initial=3.0");
    refused("square", Map.of("other", 1), "other=1");
    refused("softmax", Map.of("axis", 0), "samples");
    refused("normalize", Map.of("axis", -3), "samples");
    refused("transpose", Map.of("axes", List.of(1, 0, 2)), "begins with 0");
    refused("transpose", Map.of(), "begins with 0");
    refused(
        "resize", Map.of("size", List.of(2, 2), "data_format", "channels_first"), "channels_last");
    Map<String, Object> reversed = new HashMap<>();
    reversed.put("start", null);
    reversed.put("stop", null);
    reversed.put("step", -1);
    refused("get_item", Map.of("key", List.of(reversed)), "samples");
  }

  private static void refused(String operation, Map<String, ?> settings, String reason) {
    Input x = Input.of(2, 3);
    Layer layer = Operation.of(operation, List.of(new Operation.Input(0)), settings);
    String message =
        assertThrows(IllegalArgumentException.class, () -> layer.apply(x)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void whatMixesSamplesIsRefused() {
    Input x = Input.of(2, 3);
    String message = assertThrows(IllegalArgumentException.class, () -> Ops.sum(x, 0)).getMessage();
    assertTrue(message.contains("samples"), message);
    assertThrows(IllegalArgumentException.class, () -> Ops.sum(x));
    assertThrows(IllegalArgumentException.class, () -> Ops.max(x, 3));
    assertThrows(IllegalArgumentException.class, () -> Ops.squeeze(x, 1));
    Map<String, Object> unknown =
        Map.of(
            "class_name",
            "Operation",
            "config",
            Map.of("operation", "sqare", "arguments", List.of(), "settings", Map.of()));
    String name =
        assertThrows(
                ConfigException.class, () -> Registry.make(Layer.class, unknown, Dialect.KERAS_3))
            .getMessage();
    assertTrue(name.contains("square"), name);
  }
}
