package io.github.markhor.engine;

import static io.github.markhor.testing.Activation.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.FitOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.CategoricalFocalCrossentropy;
import io.github.markhor.losses.Hinge;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Labels;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Input;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Labels, predictions and names of classes belong together, whatever order they come in. */
class ClassesTest {
  private static final FitOptions ONCE = FitOptions.defaults().epochs(1).batchSize(3).verbose(0);

  private static Sequential model(int units, Loss loss) {
    Dense last = Dense.of(units).name("last");
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(3),
            Input.of(1),
            units > 1 ? last.activation(SOFTMAX) : last);
    model.compile(SGD.of(0.1), loss);
    return model;
  }

  /** Samples 0, 1, 2 and so on, (n, 1). */
  private static Tensor x(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = i;
    }
    return Tensor.of(x, n, 1);
  }

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> "\"" + word + "\" is missing in: " + message);
    }
  }

  /** Arrays whose classes have names. */
  private record Named(ArraySource arrays, List<String> classNames, boolean labelsAreClasses)
      implements BatchSource {
    Named(List<String> names) {
      this(ArraySource.shuffled(x(4), Labels.toCategorical(0, 1, 1, 0), null, 3, 1), names, true);
    }

    @Override
    public int samples() {
      return arrays.samples();
    }

    @Override
    public int batchSize() {
      return arrays.batchSize();
    }

    @Override
    public Shape inputShape() {
      return arrays.inputShape();
    }

    @Override
    public Shape labelShape() {
      return arrays.labelShape();
    }

    @Override
    public Batches epoch(int epoch) {
      return arrays.epoch(epoch);
    }
  }

  @Test
  void predictionsOfAShuffledSourceComeInTheOrderOfItsSamples() {
    try (Sequential model = model(2, CategoricalCrossentropy.of())) {
      Tensor y = Labels.toCategorical(0, 1, 1, 0, 1, 0, 0);
      ArraySource shuffled = ArraySource.shuffled(x(7), y, null, 3, 11);
      assertArrayEquals(model.predict(x(7)).toArray(), model.predict(shuffled).toArray());
      assertArrayEquals(
          model.predict(x(7).slice(0, 3)).toArray(), model.predict(shuffled, 1).toArray());
      assertArrayEquals(model.predictClasses(x(7)), model.predictClasses(shuffled));
    }
  }

  @Test
  void classesThatTheModelDoesNotKnowByThatNumberAreRefused() {
    Named catsFirst = new Named(List.of("cat", "dog"));
    Named dogsFirst = new Named(List.of("Dog", "cat"));
    try (Sequential model = model(2, CategoricalCrossentropy.of())) {
      model.fit(catsFirst, ONCE);
      String[] both = {"[cat, dog]", "[Dog, cat]"};
      refused(() -> model.evaluate(dogsFirst), both);
      refused(() -> model.fit(dogsFirst, ONCE), both);
      refused(() -> model.fit(catsFirst, ONCE.validation(dogsFirst)), both);
      assertEquals(List.of("cat", "dog"), model.classNames());
      model.evaluate(catsFirst);
      assertEquals(4, model.predict(dogsFirst).shape().size(0));
      model.setClassNames(List.of());
      model.fit(dogsFirst, ONCE);
      assertEquals(List.of("Dog", "cat"), model.classNames());
    }
  }

  @Test
  void labelsThatAreNoClassesAreNotHeldToTheirNumber() {
    try (Sequential model = model(1, MeanSquaredError.of())) {
      ArraySource itself = ArraySource.inOrder(x(4), x(4), null, 2);
      model.fit(new Named(itself, List.of("a", "b", "c"), false), ONCE);
      assertEquals(List.of(), model.classNames());
      refused(() -> model.fit(new Named(itself, List.of("a", "b", "c"), true), ONCE), "[a, b, c]");
    }
  }

  @Test
  void aSplitThatLeavesAClassOutOfTheTrainingIsRefused() {
    FitOptions split = ONCE.validationSplit(0.25);
    int[] sorted = {0, 0, 0, 1, 1, 1, 2, 2};
    try (Sequential model = model(3, SparseCategoricalCrossentropy.of())) {
      Tensor y = Tensor.ofLabels(sorted);
      refused(() -> model.fit(x(8), y, split), "[0, 1]", "[2]", "Shuffle", "validationData");
      refused(() -> model.fit(x(8), y.reshape(8, 1), split), "[2]");
      model.fit(x(8), Tensor.ofLabels(0, 1, 2, 0, 1, 2, 0, 1), split);
      model.fit(x(8), y, ONCE.validationData(x(8), y));
    }
    try (Sequential model = model(3, CategoricalCrossentropy.of())) {
      refused(() -> model.fit(x(8), Labels.toCategorical(sorted), split), "[0, 1]", "[2]");
      // Several classes for a sample are not what can be sorted.
      float[] several = {1, 1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0};
      model.fit(x(4), Tensor.of(several, 4, 3), split);
    }
    try (Sequential model = model(1, BinaryCrossentropy.of().fromLogits(true))) {
      refused(() -> model.fit(x(4), Tensor.vector(0, 0, 0, 1), split), "[0]", "[1]");
    }
    try (Sequential model = model(1, Hinge.of())) {
      refused(() -> model.fit(x(4), Tensor.vector(-1, -1, -1, 1), split), "[-1]", "[1]");
    }
    try (Sequential model = model(1, MeanSquaredError.of())) {
      model.fit(x(4), Tensor.vector(1, 2, 3, 4), split);
    }
  }

  @Test
  void theLabelMinusOneOfHingesHasTheWeightOfTheClassZero() {
    try (Sequential model = model(1, Hinge.of());
        Sequential other = model(1, Hinge.of())) {
      Map<Integer, Double> weights = Map.of(0, 3.0, 1, 0.5);
      assertEquals(
          other.trainOnBatch(x(4), Tensor.vector(0, 1, 1, 0), weights),
          model.trainOnBatch(x(4), Tensor.vector(-1, 1, 1, -1), weights));
    }
  }

  @Test
  void aLossOverClassesNeedsTwoUnits() {
    for (Loss loss :
        List.of(
            CategoricalCrossentropy.of(),
            CategoricalCrossentropy.of().fromLogits(true),
            CategoricalFocalCrossentropy.of(),
            SparseCategoricalCrossentropy.of())) {
      refused(() -> model(1, loss).close(), loss.name(), "one unit", "binary_crossentropy");
    }
  }

  @Test
  void labelsOfTheWrongShapeAreRefusedWithWhatHelps() {
    try (Sequential model = model(3, CategoricalCrossentropy.of())) {
      refused(
          () -> model.fit(x(3), Tensor.ofLabels(0, 1, 2), ONCE),
          "sparse_categorical_crossentropy",
          "toCategorical",
          "CATEGORICAL");
    }
    try (Sequential model = model(3, SparseCategoricalCrossentropy.of())) {
      refused(
          () -> model.evaluate(x(3), Labels.toCategorical(0, 1, 2)),
          "categorical_crossentropy",
          "SPARSE");
    }
    try (Sequential model = model(1, BinaryCrossentropy.of())) {
      refused(() -> model.fit(x(2), Labels.toCategorical(0, 1), ONCE), "BINARY", "two units");
    }
    try (Sequential model = model(2, BinaryCrossentropy.of())) {
      refused(() -> model.fit(x(2), Tensor.ofLabels(0, 1), ONCE), "sigmoid", "CATEGORICAL");
    }
  }

  @Test
  void softmaxOverOneUnitIsRefused() {
    try (Sequential model =
        Sequential.of(Input.of(3), Dense.of(1).activation(SOFTMAX).name("one"))) {
      refused(
          () -> model.compile(SGD.of(0.1), BinaryCrossentropy.of()), "softmax", "sigmoid", "one");
    }
  }

  @Test
  void aSingleSampleIsToldOfTheAxisThatItLacks() {
    try (Sequential model = model(2, CategoricalCrossentropy.of())) {
      refused(() -> model.predict(Tensor.vector(3)), "reshape(1, 1)");
    }
  }
}
