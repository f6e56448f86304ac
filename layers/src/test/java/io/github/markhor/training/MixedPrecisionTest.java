package io.github.markhor.training;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A layer with a dtype policy other than its model's, as in Keras's {@code Conv2D(dtype=...)}. */
class MixedPrecisionTest {
  private static final int BATCH = 6;

  /** So that these run on every processor. */
  @BeforeEach
  void emulate() {
    System.setProperty("markhor.bfloat16", "emulate");
  }

  @AfterEach
  void asByDefault() {
    System.clearProperty("markhor.bfloat16");
  }

  /** The convolution in the middle computes in the policy, all else in the other. */
  private static Sequential model(DTypePolicy policy) {
    DTypePolicy others =
        policy == DTypePolicy.FLOAT32 ? DTypePolicy.MIXED_BFLOAT16 : DTypePolicy.FLOAT32;
    return Sequential.of(
        ModelOptions.defaults().seed(8).dtype(others),
        Input.of(11, 9, 3),
        Conv2D.of(5, 3).activation(RELU).name("first"),
        Conv2D.of(7, 2).activation(RELU).dtype(policy).name("own"),
        MaxPooling2D.of(2).name("pooling"),
        Flatten.of(),
        Dense.of(3).name("dense").activation(SOFTMAX));
  }

  private static Tensor pictures(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[BATCH * 11 * 9 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Tensor.of(values, BATCH, 11, 9, 3);
  }

  private static Tensor labels() {
    float[] labels = new float[BATCH * 3];
    for (int i = 0; i < BATCH; i++) {
      labels[i * 3 + (i * i + 1) % 3] = 1;
    }
    return Tensor.of(labels, BATCH, 3);
  }

  /** True if the lower half of every number's bits is 0. */
  private static boolean isBfloat16(Tensor numbers) {
    for (float number : numbers.toArray()) {
      if ((Float.floatToRawIntBits(number) & 0xFFFF) != 0) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @EnumSource(DTypePolicy.class)
  void eachLayerGivesItsOwnType(DTypePolicy policy) {
    boolean rounds = policy == DTypePolicy.MIXED_BFLOAT16;
    try (Sequential model = model(policy)) {
      Tensor x = pictures(1);
      assertEquals(!rounds, isBfloat16(model.output("first").predict(x)));
      assertEquals(rounds, isBfloat16(model.output("own").predict(x)));
      // Its input is rounded on the way in, and pooling makes no new numbers.
      assertTrue(isBfloat16(model.output("pooling").predict(x)));
      assertEquals(!rounds, isBfloat16(model.predict(x)));
    }
  }

  private static List<Tensor> trained(DTypePolicy policy, String backend) {
    try (Sequential model = model(policy)) {
      model.compile(
          SGD.of(0.1).momentum(0.9),
          CategoricalCrossentropy.of(),
          CompileOptions.defaults().backend(backend));
      for (int step = 0; step < 4; step++) {
        model.trainOnBatch(pictures(step), labels());
      }
      List<Tensor> numbers = new ArrayList<>();
      model.getWeights().forEach(weight -> numbers.add(weight.copy()));
      numbers.add(model.predict(pictures(9)));
      return numbers;
    }
  }

  @ParameterizedTest
  @EnumSource(DTypePolicy.class)
  void trainsAsTheInterpreterDoes(DTypePolicy policy) {
    List<Tensor> expected = trained(policy, "interpreter");
    List<Tensor> actual = trained(policy, null);
    for (int i = 0; i < expected.size(); i++) {
      float[] wanted = expected.get(i).toArray();
      float[] found = actual.get(i).toArray();
      for (int j = 0; j < wanted.length; j++) {
        assertEquals(wanted[j], found[j], 2e-2, "tensor " + i + ", number " + j);
      }
    }
    // The masters of a layer in bfloat16 are float32.
    assertFalse(isBfloat16(actual.get(2)));
  }
}
