package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Constant;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A user's own layer composes operations, from which its gradient follows. */
class CustomLayerTest {
  /** x / √(mean(x²) + epsilon) · gain along the last axis, and a count of the steps it has seen. */
  private static final class RootMeanSquare extends AbstractLayer<RootMeanSquare> {
    private double epsilon = 0.01;

    RootMeanSquare epsilon(double epsilon) {
      return with(layer -> layer.epsilon = epsilon);
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
      WeightSpec gain = WeightSpec.of("gain", Shape.of(input.size(-1)), Constant.of(1.5));
      WeightSpec steps = new WeightSpec("steps", Shape.of(), false, Constant.of(0), null, null);
      return List.of(gain, steps);
    }

    @Override
    public Value call(Value x, LayerContext context) {
      if (context.training()) {
        context.assign("steps", context.variable("steps").add(1));
      }
      Value size = x.square().meanKeeping(-1).add(epsilon).sqrt();
      return x.div(size).mul(context.weight("gain"));
    }

    @Override
    protected void addTo(Config config) {
      config.with("epsilon", epsilon);
    }
  }

  @Test
  void worksBetweenOthersWithoutAGradientOfItsOwn() {
    List<AbstractLayer<?>> layers =
        List.of(
            Dense.of(4).activation(Activations.TANH),
            new RootMeanSquare().epsilon(0.25),
            Dense.of(2));
    Run run = Run.of(layers, Shape.of(3, 5), true);
    double[] x = Run.numbers(15, 0.2);
    double[] dy = Run.numbers(6, 1.2);
    double[] kernel = run.weight("kernel").clone();
    double[] gain = run.weight("1/gain").clone();
    Map<String, double[]> results = run.run(x, dy, Step.NONE);
    assertEquals(1, run.weight("1/steps")[0]);
    for (int i = 0; i < gain.length; i++) {
      assertEquals(slope(layers, x, dy, "1/gain", gain, i), results.get("d1/gain")[i], 1e-6);
    }
    for (int i = 0; i < kernel.length; i += 3) {
      assertEquals(slope(layers, x, dy, "kernel", kernel, i), results.get("dkernel")[i], 1e-6);
    }
  }

  private static double slope(
      List<AbstractLayer<?>> layers, double[] x, double[] dy, String weight, double[] at, int i) {
    double[] sums = new double[2];
    for (int side = 0; side < 2; side++) {
      double[] moved = at.clone();
      moved[i] += side == 0 ? -1e-5 : 1e-5;
      double[] y =
          Run.of(layers, Shape.of(3, 5), false).set(weight, moved).run(x, Step.NONE).get("y");
      for (int k = 0; k < y.length; k++) {
        sums[side] += y[k] * dy[k];
      }
    }
    return (sums[1] - sums[0]) / 2e-5;
  }

  @Test
  void theCommonArgumentsComeWithIt() {
    RootMeanSquare layer = new RootMeanSquare().epsilon(0.5).name("own").trainable(false);
    assertEquals("RootMeanSquare", layer.className());
    assertEquals(
        List.of("name", "trainable", "dtype", "epsilon"),
        List.copyOf(layer.config().values().keySet()));
    assertEquals(0.5, layer.config().get("epsilon"));
  }
}
