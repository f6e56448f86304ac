package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Layers that make one result of several inputs. */
class MergingLayersTest {
  static final Set<String> NAMES =
      Set.of(
          "Add",
          "Subtract",
          "Multiply",
          "Average",
          "Maximum",
          "Minimum",
          "Concatenate",
          "Dot",
          "CustomScaleLayer");

  /** The result for batches of these shapes, filled with numbers that begin at 1, 101 and so on. */
  private static double[] merge(Layer layer, Shape... batches) {
    Graph graph = new Graph();
    List<Value> inputs = new ArrayList<>();
    Map<String, double[]> numbers = new HashMap<>();
    for (int i = 0; i < batches.length; i++) {
      inputs.add(graph.input("x" + i, Type.float32(batches[i])));
      double[] values = new double[(int) batches[i].elements()];
      for (int j = 0; j < values.length; j++) {
        values[j] = 100 * i + j + 1;
      }
      numbers.put("x" + i, values);
    }
    Value result = layer.call(inputs, null).get(0);
    List<Shape> samples = inputs.stream().map(input -> input.shape().dropFirst()).toList();
    assertEquals(layer.outputShapes(samples).get(0).prepend(batches[0].size(0)), result.shape());
    graph.output("y", result);
    return new Interpreter(graph, Precision.EXACT64)
        .run(numbers, new HashMap<>(), Step.NONE)
        .get("y");
  }

  @Test
  void combinesElementByElement() {
    Shape shape = Shape.of(1, 3);
    assertArrayEquals(new double[] {303, 306, 309}, merge(Add.of(), shape, shape, shape));
    assertArrayEquals(new double[] {-100, -100, -100}, merge(Subtract.of(), shape, shape));
    assertArrayEquals(new double[] {101, 204, 309}, merge(Multiply.of(), shape, shape));
    assertArrayEquals(
        new double[] {26.25, 27.5, 28.75}, merge(CustomScaleLayer.of(0.25), shape, shape));
    assertArrayEquals(new double[] {101, 102, 103}, merge(Average.of(), shape, shape, shape));
    assertArrayEquals(new double[] {101, 102, 103}, merge(Maximum.of(), shape, shape));
    assertArrayEquals(new double[] {1, 2, 3}, merge(Minimum.of(), shape, shape));
  }

  @Test
  void stretchesSizesOfOneAndMissingAxesBehindTheBatch() {
    assertArrayEquals(
        new double[] {102, 103, 103, 104}, merge(Add.of(), Shape.of(1, 2, 1), Shape.of(1, 1, 2)));
    // The second has no axis between the batch and the channels.
    assertArrayEquals(
        new double[] {102, 104, 104, 106, 108, 110, 110, 112},
        merge(Add.of(), Shape.of(2, 2, 2), Shape.of(2, 2)));
  }

  @Test
  void concatenatesAlongAnAxis() {
    assertArrayEquals(
        new double[] {1, 2, 101, 3, 4, 102},
        merge(Concatenate.of(), Shape.of(1, 2, 2), Shape.of(1, 2, 1)));
    assertArrayEquals(
        new double[] {1, 2, 101, 102, 103, 104, 3, 4, 105, 106, 107, 108},
        merge(Concatenate.of().axis(1), Shape.of(2, 1, 2), Shape.of(2, 2, 2)));
  }

  @Test
  void multipliesRowsAlongAxes() {
    assertArrayEquals(
        new double[] {101 + 2 * 102, 3 * 103 + 4 * 104},
        merge(Dot.of(1), Shape.of(2, 2), Shape.of(2, 2)));
    // (1, 2, 3) and (1, 3, 1), along the axes of size 3.
    assertArrayEquals(
        new double[] {101 + 2 * 102 + 3 * 103, 4 * 101 + 5 * 102 + 6 * 103},
        merge(Dot.of(2, 1), Shape.of(1, 2, 3), Shape.of(1, 3, 1)));
    double length = Math.sqrt(5) * Math.sqrt(101 * 101 + 102 * 102);
    assertArrayEquals(
        new double[] {(101 + 2 * 102) / length},
        merge(Dot.of(-1).normalize(true), Shape.of(1, 2), Shape.of(1, 2)),
        1e-12);
  }

  @Test
  void refusesInputsThatDoNotFit() {
    for (Layer layer : List.of(Add.of(), Concatenate.of(), Dot.of(1))) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> layer.outputShapes(List.of(Shape.of(2, 3), Shape.of(4, 5))));
      assertTrue(refused.getMessage().contains("(2, 3), (4, 5)"), refused.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class, () -> Subtract.of().outputShapes(List.of(Shape.of(2))));
    assertThrows(
        IllegalArgumentException.class,
        () -> CustomScaleLayer.of(1).outputShapes(List.of(Shape.of(2), Shape.of(1))));
    assertThrows(IllegalArgumentException.class, () -> Concatenate.of().axis(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> Flatten.of().outputShapes(List.of(Shape.of(2), Shape.of(2))));
  }

  @Test
  void configsMakeTheSameLayersAgain() {
    for (Layer layer :
        List.of(
            Add.of().name("sum"),
            Subtract.of(),
            Multiply.of(),
            Average.of(),
            Maximum.of(),
            Minimum.of(),
            Concatenate.of().axis(2),
            CustomScaleLayer.of(0.17),
            Dot.of(1, 2).normalize(true),
            Dot.of(-1))) {
      Map<String, Object> description =
          Map.of("class_name", layer.className(), "config", layer.config().values());
      Layer again = Registry.make(Layer.class, description, Dialect.KERAS_3);
      assertEquals(layer.getClass(), again.getClass());
      assertEquals(layer.config().values(), again.config().values());
    }
  }
}
