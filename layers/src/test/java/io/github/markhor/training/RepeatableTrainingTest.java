package io.github.markhor.training;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.markhor.FitOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.backend.BackendException;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Padding;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same seed gives the same bits, in each dtype policy, with threads and without. */
class RepeatableTrainingTest {
  /** In bfloat16 as the processor has it, else emulated. */
  @ParameterizedTest
  @EnumSource(DTypePolicy.class)
  void theSameSeedGivesTheSameBits(DTypePolicy policy) {
    List<List<Tensor>> weights = new ArrayList<>();
    try {
      for (long seed : new long[] {5, 5, 6}) {
        weights.add(trained(policy, seed));
      }
    } catch (BackendException lacking) {
      System.setProperty("markhor.bfloat16", "emulate");
      weights.clear();
      for (long seed : new long[] {5, 5, 6}) {
        weights.add(trained(policy, seed));
      }
    } finally {
      System.clearProperty("markhor.bfloat16");
    }
    for (int i = 0; i < weights.get(0).size(); i++) {
      assertArrayEquals(weights.get(0).get(i).toArray(), weights.get(1).get(i).toArray());
    }
    float[] other = weights.get(2).get(0).toArray();
    assertFalse(Arrays.equals(weights.get(0).get(0).toArray(), other));
  }

  /** The weights after some epochs of a network and batches large enough for several threads. */
  private static List<Tensor> trained(DTypePolicy policy, long seed) {
    try (Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(seed).dtype(policy),
            Input.of(8, 8, 1),
            Conv2D.of(16, 3).padding(Padding.SAME),
            BatchNormalization.of(),
            Activation.of(RELU),
            MaxPooling2D.of(2),
            Dropout.of(0.25),
            Conv2D.of(24, 3).activation(RELU),
            Flatten.of(),
            Dense.of(64).activation(RELU),
            Dropout.of(0.5),
            Dense.of(2).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32))) {
      model.compile(SGD.of(0.1).momentum(0.9), CategoricalCrossentropy.of());
      model.fit(
          Samples.pictures(200, 1),
          Samples.oneHot(200),
          FitOptions.defaults().epochs(2).batchSize(64).verbose(0));
      List<Tensor> weights = new ArrayList<>();
      model.getWeights().forEach(weight -> weights.add(weight.copy()));
      return weights;
    }
  }
}
