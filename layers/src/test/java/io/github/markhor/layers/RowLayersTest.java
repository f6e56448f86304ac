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

/** Layers of rows (N, L, C); convolutions are held to the numbers of Keras 3.15 in float64. */
class RowLayersTest {
  private static final double[] SIX = {1, 2, 3, 4, 5, 6};

  private static double[] y(Layer layer, Shape batch, double... x) {
    return Run.of(layer, batch, false).run(x, Step.NONE).get("y");
  }

  /** Weights begin at phases 1, 2 and so on, in the layer's order. */
  private static double[] convolved(Layer layer, Shape batch) {
    Run run = Run.of(layer, batch, false);
    int phase = 1;
    for (String weight : run.weights()) {
      run.set(weight, Run.numbers(run.spec(weight).shape().elements(), phase++));
    }
    return run.run(Run.numbers(batch.elements(), 0.3), Step.NONE).get("y");
  }

  @Test
  void zerosAreAtTheEndsThatAreSaid() {
    double[] expected = {0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0};
    assertArrayEquals(expected, y(ZeroPadding1D.of(1, 2), Shape.of(1, 3, 2), SIX));
    ZeroPadding1D first = ZeroPadding1D.of(1, 2).dataFormat(DataFormat.CHANNELS_FIRST);
    double[] ofChannels = {0, 1, 2, 3, 0, 0, 0, 4, 5, 6, 0, 0};
    assertArrayEquals(ofChannels, y(first, Shape.of(1, 2, 3), SIX));
  }

  @Test
  void croppingTakesTheEndsThatAreSaid() {
    assertArrayEquals(new double[] {5, 6}, y(Cropping1D.of(2, 0), Shape.of(1, 3, 2), SIX));
    assertArrayEquals(new double[] {3, 4}, y(Cropping1D.of(1), Shape.of(1, 3, 2), SIX));
  }

  @Test
  void bordersAreReadAsOneNumberAndAsTwo() {
    Shape input = Shape.of(7, 2);
    assertEquals(Shape.of(13, 2), made("ZeroPadding1D", "padding", 3).outputShape(input));
    assertEquals(
        Shape.of(9, 2), made("ZeroPadding1D", "padding", List.of(2, 0)).outputShape(input));
    assertEquals(Shape.of(5, 2), made("Cropping1D", "cropping", 1).outputShape(input));
    assertEquals(Shape.of(21, 2), made("UpSampling1D", "size", 3).outputShape(input));
    assertEquals(Shape.of(28, 2), made("UpSampling1D", "length", 4).outputShape(input));
  }

  private static Layer made(String className, String argument, Object value) {
    Map<String, Object> config = Map.of(argument, value);
    return Registry.make(
        Layer.class, Map.of("class_name", className, "config", config), Dialect.KERAS_3);
  }

  @Test
  void upSamplingRepeatsEachElement() {
    double[] expected = {1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4};
    assertArrayEquals(expected, y(UpSampling1D.of(3), Shape.of(1, 2, 2), 1, 2, 3, 4));
  }

  @Test
  void depthwiseKeepsTheChannelsApart() {
    double[] expected = {
      0.824414107, -1.046932348, -0.941057908, 0.366214174, 0.866321040, -0.622130573,
      -1.586097633, 0.471667853, 1.362188953, -0.100379701, -0.728751235, 1.673145295
    };
    DepthwiseConv1D strided =
        DepthwiseConv1D.of(3).strides(2).padding(Padding.SAME).depthMultiplier(2);
    assertArrayEquals(expected, convolved(strided, Shape.of(1, 6, 2)), 1e-8);
    double[] gaps = {
      0.332160377, -0.184731356, 1.392887744, -0.846664698, 0.828111720, -0.364483678
    };
    assertArrayEquals(
        gaps, convolved(DepthwiseConv1D.of(2).dilationRate(2), Shape.of(1, 5, 2)), 1e-8);
  }

  @Test
  void separableMixesTheChannelsAfterwards() {
    double[] expected = {
      -0.451631087, 0.554570857, 0.180370176, -0.824941794, 0.748207062, -2.583802045
    };
    SeparableConv1D layer =
        SeparableConv1D.of(2, 3).strides(2).padding(Padding.SAME).depthMultiplier(2);
    assertArrayEquals(expected, convolved(layer, Shape.of(1, 5, 2)), 1e-8);
  }

  @Test
  void causalSeparableConvolutionSeesNothingLater() {
    SeparableConv1D causal = SeparableConv1D.of(2, 3).padding(Padding.CAUSAL);
    SeparableConv1D valid = SeparableConv1D.of(2, 3);
    double[] padded = new double[14];
    System.arraycopy(Run.numbers(10, 0.3), 0, padded, 4, 10);
    Run expected = Run.of(valid, Shape.of(1, 7, 2), false);
    Run actual = Run.of(causal, Shape.of(1, 5, 2), false);
    for (String weight : actual.weights()) {
      double[] numbers = Run.numbers(actual.spec(weight).shape().elements(), 0.8);
      expected.set(weight, numbers);
      actual.set(weight, numbers);
    }
    assertArrayEquals(
        expected.run(padded, Step.NONE).get("y"),
        actual.run(Run.numbers(10, 0.3), Step.NONE).get("y"),
        1e-12);
  }
}
