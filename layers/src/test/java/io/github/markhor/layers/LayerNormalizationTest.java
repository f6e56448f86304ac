package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.Step;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerNormalizationTest {
  @Test
  void eachSampleIsBroughtToMeanZeroAndDeviationOne() {
    LayerNormalization layer = LayerNormalization.of().epsilon(0);
    double[] x = {1, 3, 5, -2, -2, 7};
    double[] y = Run.of(layer, Shape.of(2, 3), true).run(x, Step.NONE).get("y");
    double first = Math.sqrt(1.5);
    // The second row's mean is 1 and its variance (9 + 9 + 36) / 3.
    double second = 3 / Math.sqrt(18);
    assertArrayEquals(new double[] {-first, 0, first, -second, -second, 2 * second}, y, 1e-6);
  }

  @Test
  void gammaAndBetaHaveTheShapeOfTheAxes() {
    LayerNormalization layer = LayerNormalization.of().axis(3, 1).epsilon(3);
    Run run = Run.of(layer, Shape.of(1, 2, 2, 2), false);
    assertEquals(Shape.of(2, 2), run.spec("gamma").shape());
    run.set("gamma", 1, 10, 100, 1000).set("beta", 0.1, 0.2, 0.3, 0.4);
    // Of the first column, the mean is 4 and the variance 6; of the second, 0 and 1.
    double[] x = {1, 3, 1, -1, 4, 8, 1, -1};
    double[] y = run.run(x, Step.NONE).get("y");
    double a = Math.sqrt(6.5 + 3);
    double[] expected = {
      -3 / a + 0.1, -10 / a + 0.2, 0.5 + 0.1, -5 + 0.2, 0.3, 4000 / a + 0.4, 50 + 0.3, -500 + 0.4
    };
    assertArrayEquals(expected, y, 1e-4);
  }

  @Test
  void rmsScalingOfOlderFilesKeepsTheMean() {
    Map<String, Object> config = Map.of("rms_scaling", true, "epsilon", 0, "axis", List.of(1));
    Layer layer =
        Registry.make(
            Layer.class,
            Map.of("class_name", "LayerNormalization", "config", config),
            Dialect.KERAS_3);
    Run run = Run.of(layer, Shape.of(1, 2), false).set("gamma", 2, 3);
    assertEquals(List.of("gamma"), run.weights());
    assertArrayEquals(new double[] {2, 9}, run.run(new double[] {1, 3}, Step.NONE).get("y"), 1e-6);
  }
}
