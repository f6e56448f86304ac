package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.constraints.MaxNorm;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.Symbol;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralNormalizationTest {
  /** Singular values 5 and 2, of which 5 is that of (0.6, 0.8) on the side of the results. */
  private static final float[] KERNEL = {3, 4, -1.6f, 1.2f, 0, 0};

  private static final Tensor X = Tensor.of(new float[] {1, 2, -1, 0.5f, -2, 3}, 2, 3);
  private static final Tensor Y = Tensor.of(new float[] {1, -1, 0.25f, 2}, 2, 2);

  private static Sequential model(SpectralNormalization layer, double learningRate) {
    Sequential model = Sequential.of(Input.of(3), layer.name("spectral"));
    model.compile(SGD.of(learningRate), MeanSquaredError.of());
    return model;
  }

  private static void set(Sequential model, float[] kernel, float[] u) {
    model
        .layer("spectral")
        .setWeights(
            List.of(
                Tensor.of(kernel, 3, 2),
                Tensor.of(new float[] {0.5f, -0.25f}, 2),
                Tensor.of(u, 1, 2)));
  }

  private static float[] weight(Model model, int index) {
    return model.layer("spectral").getWeights().get(index).toArray();
  }

  @Test
  void theKernelIsDividedByItsLargestSingularValue() {
    SpectralNormalization layer =
        SpectralNormalization.of(Dense.of(2).trainable(false)).powerIterations(40);
    try (Sequential model = model(layer, 0.1)) {
      set(model, KERNEL, new float[] {1, 0});
      model.trainOnBatch(X, Y);
      assertArrayEquals(new float[] {0.6f, 0.8f, -0.32f, 0.24f, 0, 0}, weight(model, 0), 1e-5f);
      assertArrayEquals(new float[] {0.6f, 0.8f}, weight(model, 2), 1e-5f);
      // Of a kernel of norm 1 nothing is left to divide.
      model.trainOnBatch(X, Y);
      assertArrayEquals(new float[] {0.6f, 0.8f, -0.32f, 0.24f, 0, 0}, weight(model, 0), 1e-5f);
    }
  }

  @Test
  void theOptimizerChangesTheDividedKernel() {
    SpectralNormalization spectral = SpectralNormalization.of(Dense.of(2)).powerIterations(40);
    try (Sequential model = model(spectral, 0.1);
        Sequential plain = Sequential.of(Input.of(3), Dense.of(2).name("spectral"))) {
      set(model, KERNEL, new float[] {1, 0});
      plain.compile(SGD.of(0.1), MeanSquaredError.of());
      plain
          .layer("spectral")
          .setWeights(
              List.of(
                  Tensor.of(new float[] {0.6f, 0.8f, -0.32f, 0.24f, 0, 0}, 3, 2),
                  Tensor.of(new float[] {0.5f, -0.25f}, 2)));
      var expected = plain.trainOnBatch(X, Y);
      var received = model.trainOnBatch(X, Y);
      assertEquals(expected.get("loss"), received.get("loss"), 1e-5);
      assertArrayEquals(weight(plain, 0), weight(model, 0), 1e-5f);
      assertArrayEquals(weight(plain, 1), weight(model, 1), 1e-5f);
    }
  }

  /** The numbers are those of Keras 3.15 on TensorFlow. */
  @Test
  void theGradientsOfALayerUsedTwiceAddUp() {
    Symbol first = Input.of(3);
    Symbol second = Input.of(3);
    Layer spectral =
        SpectralNormalization.of(Dense.of(2).useBias(false)).powerIterations(2).name("spectral");
    Symbol a = spectral.apply(first);
    Symbol b = Rescaling.of(3).apply(spectral.apply(second));
    try (Model model = Model.of(List.of(first, second), List.of(Add.of().apply(a, b)))) {
      model
          .layer("spectral")
          .setWeights(
              List.of(
                  Tensor.of(new float[] {0.5f, -1, 2, 0.25f, -0.75f, 1.5f}, 3, 2),
                  Tensor.of(new float[] {0.6f, -0.8f}, 1, 2)));
      model.compile(SGD.of(0.1), MeanSquaredError.of());
      Tensors x =
          Tensors.of(
              List.of(
                  Tensor.of(new float[] {1, 2, -1, 0.5f, 0, 3}, 2, 3),
                  Tensor.of(new float[] {0, 1, 1, 2, -1, 0.25f}, 2, 3)));
      Tensor y = Tensor.of(new float[] {1, 0, -1, 2}, 2, 2);
      assertEquals(4.857051, model.trainOnBatch(x, y).get("loss"), 1e-5);
      assertArrayEquals(
          new float[] {0.524780f, 0.374034f, -0.070545f, -0.643678f, -0.348887f, 1.009691f},
          weight(model, 0),
          1e-5f);
      assertArrayEquals(new float[] {0.867504f, -0.497431f}, weight(model, 1), 1e-5f);
      assertEquals(7.686250, model.trainOnBatch(x, y).get("loss"), 2e-5);
      assertArrayEquals(
          new float[] {-0.432841f, -1.132793f, 0.721527f, 0.332250f, -0.667087f, 0.025147f},
          weight(model, 0),
          2e-5f);
    }
  }

  @Test
  void constraintsOfTheLayerHold() {
    Dense dense = Dense.of(2).kernelConstraint(MaxNorm.of(0.25));
    try (Sequential model = model(SpectralNormalization.of(dense).powerIterations(9), 1e-9)) {
      set(model, KERNEL, new float[] {1, 0});
      model.trainOnBatch(X, Y);
      float[] kernel = weight(model, 0);
      assertEquals(0.25, Math.hypot(kernel[0], kernel[2]), 1e-3);
      assertEquals(0.25, Math.hypot(kernel[1], kernel[3]), 1e-3);
    }
  }

  @Test
  void oneIterationStartsWhereTheLastStepEnded() {
    try (Sequential model = model(SpectralNormalization.of(Dense.of(2).trainable(false)), 0.1)) {
      set(model, KERNEL, new float[] {1, 0});
      model.trainOnBatch(X, Y);
      // v is KERNEL · (1, 0) at length 1, u is v · KERNEL, of the length sigma.
      double[] v = {3 / 3.4, -1.6 / 3.4};
      double[] u = {3 * v[0] - 1.6 * v[1], 4 * v[0] + 1.2 * v[1]};
      double sigma = Math.hypot(u[0], u[1]);
      assertArrayEquals(
          new float[] {(float) (u[0] / sigma), (float) (u[1] / sigma)}, weight(model, 2), 1e-5f);
      assertEquals(3 / sigma, weight(model, 0)[0], 1e-5);
    }
  }

  @Test
  void aKernelOfZerosAndInferenceChangeNothing() {
    try (Sequential model = model(SpectralNormalization.of(Dense.of(2).trainable(false)), 0.1)) {
      set(model, new float[6], new float[] {0.25f, 2});
      model.trainOnBatch(X, Y);
      assertArrayEquals(new float[6], weight(model, 0));
      assertArrayEquals(new float[] {0.25f, 2}, weight(model, 2));
      set(model, KERNEL, new float[] {1, 0});
      assertEquals(3 + 2 * -1.6f + 0.5f, model.predict(X).toArray()[0], 1e-5);
      model.evaluate(X, Y);
      assertArrayEquals(KERNEL, weight(model, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.keras", "model.h5"})
  void filesKeepTheLayerAndAllWeights(String name, @TempDir Path folder) {
    Dense inner = Dense.of(2).activation("tanh").name("inner").dtype("float32");
    SpectralNormalization layer =
        SpectralNormalization.of(inner).powerIterations(3).dtype("float32");
    Path file = folder.resolve(name);
    Path weights = folder.resolve("model.weights.h5");
    try (Sequential model = model(layer, 0.1)) {
      set(model, KERNEL, new float[] {0.5f, 0.75f});
      model.trainOnBatch(X, Y);
      model.save(file);
      model.saveWeights(weights);
      try (Model loaded = Sequential.load(file);
          Sequential other = model(layer, 0.1)) {
        other.loadWeights(weights);
        assertEquals(
            model.layer("spectral").layer().config().values(),
            loaded.layer("spectral").layer().config().values());
        for (Model again : List.of(loaded, other)) {
          for (int i = 0; i < 3; i++) {
            assertArrayEquals(weight(model, i), weight(again, i));
          }
        }
        model.trainOnBatch(X, Y);
        loaded.trainOnBatch(X, Y);
        assertArrayEquals(weight(model, 0), weight(loaded, 0));
      }
    }
  }
}
