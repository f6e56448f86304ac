package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.ActivationFunction;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two functions of the name hard_sigmoid in a file. */
class HardSigmoidFilesTest {
  private static final Tensor X = Tensor.of(new float[] {-2.8f, -1.3f, 0.7f, 2.7f}, 2, 2);

  @TempDir Path folder;

  private static Sequential model() {
    return Sequential.of(
        Input.of(2),
        Activation.of(Activations.HARD_SIGMOID),
        Dense.of(3).activation(Activations.HARD_SIGMOID_OF_KERAS_2),
        Dense.of(2).activation("hard_sigmoid"));
  }

  @Test
  void eachComesBackAsItself() {
    Path file = folder.resolve("model.h5");
    try (Sequential model = model()) {
      model.save(file);
      try (Model loaded = Model.load(file)) {
        loaded.save(file);
      }
      try (Model again = Model.load(file)) {
        assertArrayEquals(model.predict(X).toArray(), again.predict(X).toArray());
        assertSame(Activations.HARD_SIGMOID_OF_KERAS_2, activation(again, 1));
        assertSame(Activations.HARD_SIGMOID, activation(again, 2));
      }
    }
  }

  private static ActivationFunction activation(Model model, int layer) {
    return ((Dense) model.layers().get(layer).layer()).activation();
  }

  private static Object written(ActivationFunction function) {
    LayerDescription layer = LayerDescription.of("Activation", Activation.of(function).config());
    return ToKeras2.layer(layer).getObject("config").get("activation");
  }

  /** Keras 2.15 refuses the description of a function, Keras 3 takes its own of that name. */
  @Test
  void keras2SeesItsOwnUnderTheNameAlone() {
    assertEquals("hard_sigmoid", written(Activations.HARD_SIGMOID_OF_KERAS_2));
    assertEquals(
        Map.of(
            "class_name", "function",
            "config", "hard_sigmoid",
            "module", "builtins",
            "registered_name", "function"),
        written(Activations.HARD_SIGMOID));
    for (ActivationFunction other : List.of(Activations.HARD_SILU, Activations.SIGMOID)) {
      assertEquals(other.name(), written(other));
    }
  }
}
