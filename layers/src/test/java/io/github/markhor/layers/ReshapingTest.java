package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.Step;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Layers that move, repeat or remove numbers. */
class ReshapingTest {
  private static double[] y(Layer layer, Shape batch, double... x) {
    return Run.of(layer, batch, false).run(x, Step.NONE).get("y");
  }

  private static final double[] SIX = {1, 2, 3, 4, 5, 6};

  @Test
  void zerosAreOnTheSidesThatAreSaid() {
    Shape pictures = Shape.of(1, 2, 3, 1);
    double[] expected = {0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0};
    assertArrayEquals(expected, y(ZeroPadding2D.of(1, 2, 1, 0), pictures, SIX));
    assertEquals(Shape.of(3, 10, 9), ZeroPadding2D.of(1, 3).outputShape(Shape.of(1, 4, 9)));
  }

  @Test
  void croppingTakesTheSidesThatAreSaid() {
    assertArrayEquals(new double[] {5, 6}, y(Cropping2D.of(1, 0, 1, 0), Shape.of(1, 2, 3, 1), SIX));
    Cropping2D first = Cropping2D.of(0, 1, 0, 2).dataFormat(DataFormat.CHANNELS_FIRST);
    assertArrayEquals(
        new double[] {1, 4}, y(first, Shape.of(1, 2, 2, 3), 1, 2, 3, 9, 9, 9, 4, 5, 6, 9, 9, 9));
  }

  @Test
  void bordersAreReadAsOneNumberAsTwoAndAsPairs() {
    Shape input = Shape.of(5, 7, 2);
    assertEquals(Shape.of(11, 13, 2), padding(3).outputShape(input));
    assertEquals(Shape.of(9, 7, 2), padding(List.of(2, 0)).outputShape(input));
    assertEquals(
        Shape.of(8, 12, 2), padding(List.of(List.of(1, 2), List.of(0, 5))).outputShape(input));
  }

  private static Layer padding(Object border) {
    Map<String, Object> config = Map.of("padding", border);
    return Registry.make(
        Layer.class, Map.of("class_name", "ZeroPadding2D", "config", config), Dialect.KERAS_2);
  }

  @Test
  void upSamplingRepeatsRowsAndColumns() {
    double[] expected = {1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2};
    assertArrayEquals(expected, y(UpSampling2D.of(2, 3), Shape.of(1, 1, 2, 1), 1, 2));
  }

  @Test
  void upSamplingBlendsNeighboursByTheirDistance() {
    UpSampling2D linear = UpSampling2D.of(1, 2).interpolation(Interpolation.BILINEAR);
    double[] expected = {4, 5, 7, 10, 14, 16};
    assertArrayEquals(expected, y(linear, Shape.of(1, 1, 3, 1), 4, 8, 16), 1e-6);
    // Keys's cubic at the distances 7/4, 5/4, 3/4, 1/4 and so on from the one in the middle.
    UpSampling2D cubic = UpSampling2D.of(2, 1).interpolation(Interpolation.BICUBIC);
    double[] y = y(cubic, Shape.of(1, 7, 1, 1), 0, 0, 0, 1, 0, 0, 0);
    assertArrayEquals(
        new double[] {-0.0234375, -0.0703125, 0.2265625, 0.8671875},
        Arrays.copyOfRange(y, 3, 7),
        1e-6);
  }

  @Test
  void reshapeKeepsTheOrderAndFillsIn() {
    assertArrayEquals(SIX, y(Reshape.of(3, -1), Shape.of(1, 2, 3), SIX));
    assertEquals(Shape.of(4, 2, 3), Reshape.of(4, -1, 3).outputShape(Shape.of(12, 2)));
    assertEquals(Shape.of(24), Reshape.of(-1).outputShape(Shape.of(2, 3, 4)));
  }

  @Test
  void permuteMovesAxes() {
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, y(Permute.of(2, 1), Shape.of(1, 2, 3), SIX));
    assertEquals(Shape.of(4, 2, 3), Permute.of(3, 1, 2).outputShape(Shape.of(2, 3, 4)));
  }

  @Test
  void repeatVectorRepeatsEachSample() {
    double[] expected = {1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4};
    assertArrayEquals(expected, y(RepeatVector.of(3), Shape.of(2, 2), 1, 2, 3, 4));
  }

  @Test
  void channelsFirstFlattensAsIfTheyWereLast() {
    Flatten first = Flatten.of().dataFormat(DataFormat.CHANNELS_FIRST);
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, y(first, Shape.of(1, 2, 3), SIX));
  }
}
