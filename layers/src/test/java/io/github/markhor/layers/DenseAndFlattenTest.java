package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseAndFlattenTest {
  @ParameterizedTest
  @ValueSource(strings = {"3", "2,3", "2,2,3", "1,2,2,3"})
  void denseMultipliesTheLastAxisWhateverTheRank(String sizes) {
    int[] each = Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt).toArray();
    Shape batch = Shape.of(each).prepend(4);
    Run run = Run.of(Dense.of(5), batch, false);
    assertEquals(batch.with(-1, 5), run.result().shape());
    double[] kernel = Run.numbers(15, 0.3);
    double[] bias = Run.numbers(5, 1.3);
    double[] x = Run.numbers(batch.elements(), 2.3);
    double[] y = run.set("kernel", kernel).set("bias", bias).run(x, Step.NONE).get("y");
    for (int i = 0; i < y.length; i++) {
      double sum = bias[i % 5];
      for (int k = 0; k < 3; k++) {
        sum += x[i / 5 * 3 + k] * kernel[k * 5 + i % 5];
      }
      assertEquals(sum, y[i], 1e-12);
    }
  }

  @Test
  void flattenKeepsTheOrderOfChannelsLast() {
    double[] x = Run.numbers(2 * 3 * 2 * 2, 0.4);
    Run run = Run.of(Flatten.of(), Shape.of(2, 3, 2, 2), false);
    assertEquals(Shape.of(2, 12), run.result().shape());
    assertArrayEquals(x, run.run(x, Step.NONE).get("y"));
  }

  @Test
  void flattenMovesChannelsThatAreFirstToTheEnd() {
    // Two channels of a picture of one row and three columns.
    double[] x = {1, 2, 3, 10, 20, 30};
    Run run =
        Run.of(Flatten.of().dataFormat(DataFormat.CHANNELS_FIRST), Shape.of(1, 2, 1, 3), false);
    assertArrayEquals(new double[] {1, 10, 2, 20, 3, 30}, run.run(x, Step.NONE).get("y"));
  }

  @Test
  void flattenMakesOneColumnOfSingleNumbers() {
    assertEquals(Shape.of(1), Flatten.of().outputShape(Shape.of()));
    assertEquals(Shape.of(3, 1), Run.of(Flatten.of(), Shape.of(3), false).result().shape());
  }
}
