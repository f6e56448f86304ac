package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The layers that Keras has for its ConvNeXt networks alone. */
class ConvNeXtLayersTest {
  private static final Step STEP = new Step(4, 0, 123);

  @Test
  void layerScaleMultipliesEachChannel() {
    Run run = Run.of(LayerScale.of(0.25, 3), Shape.of(1, 2, 3), false);
    double[] x = {1, 2, 3, 4, 5, 6};
    assertArrayEquals(
        new double[] {0.25, 0.5, 0.75, 1, 1.25, 1.5}, run.run(x, STEP).get("y"), 1e-9);
    run.set(run.weights().get(0), 2, -1, 0.5);
    assertArrayEquals(new double[] {2, -2, 1.5, 8, -5, 3}, run.run(x, STEP).get("y"), 1e-9);
  }

  @Test
  void stochasticDepthDropsWholeSamplesInTrainingOnly() {
    Shape batch = Shape.of(2000, 2, 3);
    double[] x = Run.numbers(batch.elements(), 0.5);
    StochasticDepth layer = StochasticDepth.of(0.25);
    assertArrayEquals(x, Run.of(layer, batch, false).run(x, STEP).get("y"));
    double[] y = Run.of(layer, batch, true).run(x, STEP).get("y");
    int dropped = 0;
    for (int sample = 0; sample < 2000; sample++) {
      boolean gone = y[sample * 6] == 0;
      dropped += gone ? 1 : 0;
      for (int i = sample * 6; i < sample * 6 + 6; i++) {
        assertEquals(gone ? 0 : x[i] / 0.75, y[i], 1e-6);
      }
    }
    assertEquals(0.25, dropped / 2000.0, 0.05);
    assertArrayEquals(y, Run.of(layer, batch, true).run(x, STEP).get("y"));
    double[] next = Run.of(layer, batch, true).run(x, new Step(5, 0, 123)).get("y");
    int alike = 0;
    for (int sample = 0; sample < 2000; sample++) {
      alike += (y[sample * 6] == 0) == (next[sample * 6] == 0) ? 1 : 0;
    }
    assertTrue(alike < 1500, "the samples that are dropped do not change from step to step");
  }

  @Test
  void stochasticDepthMayDropAllOrNone() {
    double[] x = {1, 2, 3, 4};
    Shape batch = Shape.of(2, 2);
    assertArrayEquals(
        new double[4], Run.of(StochasticDepth.of(1), batch, true).run(x, STEP).get("y"));
    assertArrayEquals(x, Run.of(StochasticDepth.of(0), batch, true).run(x, STEP).get("y"));
  }
}
