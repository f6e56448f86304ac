package io.github.markhor.engine;

import static io.github.markhor.testing.Activation.RELU;
import static io.github.markhor.testing.Activation.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.TerminateOnNaN;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.ArraySource;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Conv2D;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Dropout;
import io.github.markhor.testing.Flatten;
import io.github.markhor.testing.Input;
import io.github.markhor.testing.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The first operation whose result is not finite is found, with its layer and sample. */
class NumericsCheckTest {
  private static final FitOptions TWICE = FitOptions.defaults().epochs(2).batchSize(5).verbose(0);

  private static Sequential model() {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(5),
            Input.of(8, 8, 1),
            Conv2D.of(3, 3).activation(RELU).name("conv"),
            Flatten.of(),
            Dropout.of(0.2),
            Dense.of(2).activation(SOFTMAX).name("last"));
    model.compile(
        Adam.of(0.01),
        CategoricalCrossentropy.of(),
        CompileOptions.defaults().metrics("accuracy", "auc"));
    return model;
  }

  private static void found(Executable call, String... words) {
    String message = assertThrows(ArithmeticException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> "\"" + word + "\" is missing in: " + message);
    }
  }

  @Test
  void aNumberInThePicturesIsFoundByItsSample() {
    float[] pixels = Samples.pictures(12, 1).toArray();
    pixels[7 * 64 + 9] = Float.NaN;
    Tensor x = Tensor.of(pixels, 12, 8, 8, 1);
    Tensor y = Samples.oneHot(12);
    try (Sequential model = model()) {
      // Without the check ReLU hides it.
      model.predict(x);
      model.evaluate(x, y);
      model.checkNumerics(true);
      Tensor before = model.getWeights().get(0);
      String[] place = {"NaN", "the input x", "element 9"};
      found(() -> model.predict(x, 5), place);
      found(() -> model.predict(x, 5), "sample 7");
      found(() -> model.evaluate(x, y), place);
      found(() -> model.testOnBatch(x, y), "sample 7 of the batch");
      assertArrayEquals(before.toArray(), model.getWeights().get(0).toArray());
      ArraySource source = ArraySource.inOrder(x, y, null, 5);
      found(() -> model.evaluate(source), "sample 2 of the batch, row 7");
      found(() -> model.predict(source), "sample 2 of the batch, row 7");
      found(
          () -> model.fit(source, TWICE.callbacks(TerminateOnNaN.builder().build())),
          "sample 2 of the batch, row 7");
      for (float weight : model.getWeights().get(0).toArray()) {
        assertTrue(Float.isFinite(weight), "the batch with it is not trained on");
      }
      found(() -> model.output("conv").predict(x), "sample 7");
    }
  }

  @Test
  void theOperationIsNamedByItsLayer() {
    try (Sequential model = model()) {
      model.checkNumerics(true);
      List<Tensor> weights = new ArrayList<>(model.getWeights());
      float[] kernel = weights.get(0).toArray();
      kernel[4] = 3e38f;
      weights.set(0, Tensor.of(kernel, weights.get(0).shape()));
      model.setWeights(weights);
      float[] large = new float[128];
      Arrays.fill(large, 64, 128, 100);
      Tensor x = Tensor.of(large, 2, 8, 8, 1);
      found(() -> model.predict(x), "Infinity", "Convolution", "layer conv", "sample 1");
      kernel[4] = Float.NaN;
      weights.set(0, Tensor.of(kernel, weights.get(0).shape()));
      model.setWeights(weights);
      found(() -> model.predict(x), "NaN", "the weight conv/kernel");
    }
  }

  @Test
  void theBackwardPassIsLookedAtToo() {
    try (Sequential model =
        Sequential.of(ModelOptions.defaults().seed(5), Input.of(3), Dense.of(1).name("last"))) {
      // The root has no finite slope at 0.
      model.compile(SGD.of(0.1), Loss.of("root", (y, p) -> y.sub(p).mul(0).sqrt().mean(-1)));
      model.checkNumerics(true);
      Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
      float[] before = model.getWeights().get(0).toArray();
      found(() -> model.trainOnBatch(x, Tensor.zeros(2, 1)), "backward pass", "sample 0");
      assertArrayEquals(before, model.getWeights().get(0).toArray());
      model.evaluate(x, Tensor.zeros(2, 1));
    }
  }

  @Test
  void nothingIsFoundInWhatIsRightAndTheWeightsAreTheSame() {
    Tensor x = Samples.pictures(12, 1);
    Tensor y = Samples.oneHot(12);
    try (Sequential plain = model();
        Sequential checked = model()) {
      checked.checkNumerics(true);
      FitOptions options = TWICE.validationData(x, y);
      assertArrayEquals(
          plain.fit(x, y, options).get("val_loss").toArray(),
          checked.fit(x, y, options).get("val_loss").toArray());
      assertArrayEquals(plain.getWeights().get(0).toArray(), checked.getWeights().get(0).toArray());
      assertArrayEquals(plain.predict(x).toArray(), checked.predict(x).toArray());
      // Its NaN for labels that are no classes is a constant, and not used.
      checked.compile(SGD.of(0.01), SparseCategoricalCrossentropy.of().ignoreClass(-1));
      checked.fit(x, Samples.classNumbers(12), TWICE);
    }
  }
}
