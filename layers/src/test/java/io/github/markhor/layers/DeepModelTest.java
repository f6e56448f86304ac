package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layer.Layer;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A model of 200 layers works like any other. */
class DeepModelTest {
  private static Sequential deep(int convolutions) {
    List<Layer> layers = new ArrayList<>(List.of(Input.of(6, 5, 2)));
    for (int i = 0; i < convolutions; i++) {
      layers.add(Conv2D.of(4, 3).padding(Padding.SAME).useBias(false).activation("relu"));
      layers.add(BatchNormalization.of());
    }
    layers.addAll(List.of(Flatten.of(), Dense.of(3).activation("softmax")));
    Sequential model = Sequential.of(layers);
    model.compile(
        SGD.of(0.01).momentum(0.9),
        SparseCategoricalCrossentropy.of(),
        CompileOptions.defaults().metrics("accuracy"));
    return model;
  }

  private static Tensor pictures() {
    Random random = new Random(3);
    float[] values = new float[4 * 6 * 5 * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Tensor.of(values, 4, 6, 5, 2);
  }

  @Test
  void oneStepReachesEveryLayer() {
    try (Sequential model = deep(100)) {
      List<float[]> before = model.getWeights().stream().map(Tensor::toArray).toList();
      double loss = model.trainOnBatch(pictures(), Tensor.ofLabels(0, 2, 1, 1)).get("loss");
      assertTrue(Double.isFinite(loss), "loss " + loss);
      List<Tensor> after = model.getWeights();
      assertEquals(100 * 5 + 2, after.size());
      for (int i = 0; i < after.size(); i++) {
        assertNotEquals(
            List.of(before.get(i)[0], before.get(i)[1]),
            List.of(after.get(i).toArray()[0], after.get(i).toArray()[1]),
            "weight " + i + " of " + after.size());
      }
    }
  }

  @Test
  void operationsGrowWithTheLayersAndNotFaster() {
    assertEquals(operations(20) - operations(10), operations(30) - operations(20));
  }

  private static int operations(int convolutions) {
    try (Sequential model = deep(convolutions)) {
      List<Object> done = new ArrayList<>();
      model
          .trainingState()
          .profile(
              pictures(), Tensor.ofLabels(0, 2, 1, 1), (operation, nanos) -> done.add(operation));
      return done.size();
    }
  }
}
