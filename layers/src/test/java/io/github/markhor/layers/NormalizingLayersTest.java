package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.graph.Step;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Group, unit and RMS normalization, held to the numbers of Keras 3.15 in float64. */
class NormalizingLayersTest {
  /** Weights begin at phases 1, 2 and so on, in the layer's order. */
  private static double[] y(Layer layer, Shape batch) {
    Run run = Run.of(layer, batch, false);
    int phase = 1;
    for (String weight : run.weights()) {
      run.set(weight, Run.numbers(run.spec(weight).shape().elements(), phase++));
    }
    return run.run(Run.numbers(batch.elements(), 0.3), Step.NONE).get("y");
  }

  @Test
  void groupsOfNeighboursAreNormalizedTogether() {
    double[] expected = {
      0.771471287, -0.190539080, -0.216338738, 0.851467636, 1.550022024, -0.609032721,
      0.396269242, 0.756999635, 1.513293217, -1.369557407, -0.685008887, 0.686100767
    };
    assertArrayEquals(
        expected, y(GroupNormalization.of(2).epsilon(0.01), Shape.of(1, 1, 3, 4)), 1e-6);
  }

  @Test
  void groupsMayLieOnAnotherAxis() {
    double[] expected = {
      1.306370809, 2.079692741, -0.890159665, -0.965624686, -1.794817377, -1.007461703,
      0.910268954, 0.788196511, 1.241068142, -0.905367079, -0.759930959, -1.397910525
    };
    GroupNormalization layer = GroupNormalization.of(3).axis(1).epsilon(0.01);
    assertArrayEquals(expected, y(layer, Shape.of(1, 6, 2)), 1e-6);
  }

  @Test
  void eachChannelMayBeAGroup() {
    double[] expected = {
      1.055035959, -0.081840899, -0.171674263, -1.078905315, 1.844530585, -0.461702866
    };
    GroupNormalization layer = GroupNormalization.ofEachChannel().epsilon(0.01);
    assertArrayEquals(expected, y(layer, Shape.of(1, 3, 2)), 1e-6);
    assertEquals(-1, layer.config().get("groups"));
  }

  @Test
  void rmsDoesNotSubtractTheMean() {
    double[] expected = {
      0.383288267, 0.578952645, 0.853716749, -0.876836660, 0.533751764, -0.428828622
    };
    assertArrayEquals(expected, y(RMSNormalization.of().epsilon(0.01), Shape.of(2, 1, 3)), 1e-6);
  }

  @Test
  void rmsScalesAlongTheAxesOfTheMean() {
    RMSNormalization layer = RMSNormalization.of().axis(1).epsilon(0);
    Run run = Run.of(layer, Shape.of(1, 2, 2), false).set("scale", 1, 10);
    // Along the first axis behind the batch's: (3, 4) and (6, 8), of root mean squares √12.5, √50.
    double[] y = run.run(new double[] {3, 6, 4, 8}, Step.NONE).get("y");
    double[] expected = {
      3 / Math.sqrt(12.5), 6 / Math.sqrt(50), 40 / Math.sqrt(12.5), 80 / Math.sqrt(50)
    };
    assertArrayEquals(expected, y, 1e-6);
  }

  @Test
  void unitNormalizationGivesTheLengthOne() {
    double[] expected = {
      0.185750244, 0.568093414, -0.360287647, -0.435833661, 0.537173076, 0.185616909,
      -0.538059534, 0.143898445, 0.445813011, -0.436273027, -0.132937069, 0.532005184
    };
    assertArrayEquals(expected, y(UnitNormalization.of().axis(1, 2), Shape.of(2, 2, 3)), 1e-8);
  }

  @Test
  void aSampleOfZerosStaysAndHasAGradient() {
    Run run = Run.of(UnitNormalization.of(), Shape.of(2, 2), true);
    var results = run.run(new double[] {0, 0, 3, 4}, Step.NONE);
    assertArrayEquals(new double[] {0, 0, 0.6, 0.8}, results.get("y"), 1e-9);
    assertTrue(Arrays.stream(results.get("dx")).allMatch(Double::isFinite));
  }
}
