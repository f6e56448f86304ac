package io.github.markhor.engine;

import static io.github.markhor.testing.Activation.LINEAR;
import static io.github.markhor.testing.Activation.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.FitOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.LearningRateScheduler;
import io.github.markhor.callbacks.ReduceLROnPlateau;
import io.github.markhor.config.Config;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Targets;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Input;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that would make NaN are refused with their place, wherever they come from. */
class RefusedNumbersTest {
  private static final FitOptions ONCE = FitOptions.defaults().epochs(1).batchSize(2).verbose(0);
  private static final Tensor X =
      Tensor.of(new float[] {1, 2, 3, -4, 5, 6, 0.5f, 8, -9, 1, 1, 2}, 4, 3);
  private static final Tensor GOOD = Tensor.ofLabels(0, 2, 1, 2);

  private Sequential model;

  private Sequential compiled(Loss loss) {
    boolean single = loss instanceof BinaryCrossentropy;
    model =
        Sequential.of(
            ModelOptions.defaults().seed(3),
            Input.of(3),
            Dense.of(single ? 1 : 3).activation(single ? LINEAR : SOFTMAX).name("last"));
    model.compile(SGD.of(0.1), loss);
    return model;
  }

  @AfterEach
  void close() {
    if (model != null) {
      model.close();
    }
  }

  /** Refused, and the weights stay as they were. */
  private void refused(Executable call, String... words) {
    float[] before = model.getWeights().get(0).toArray();
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> "\"" + word + "\" is missing in: " + message);
    }
    assertArrayEquals(before, model.getWeights().get(0).toArray());
  }

  /** A source of the user's own, whose samples have names. */
  private record Named(Tensor x, Tensor y, Tensor weights, boolean tells) implements BatchSource {
    Named(Tensor x, Tensor y, Tensor weights) {
      this(x, y, weights, false);
    }

    @Override
    public Targets targets() {
      return tells ? new Targets(y, weights, i -> "row" + i) : Targets.UNKNOWN;
    }

    @Override
    public int samples() {
      return 4;
    }

    @Override
    public int batchSize() {
      return 4;
    }

    @Override
    public Shape inputShape() {
      return x.shape().dropFirst();
    }

    @Override
    public Shape labelShape() {
      return y.shape().dropFirst();
    }

    @Override
    public Batches epoch(int epoch) {
      Iterator<Batch> one =
          List.of(new Batch(x, y, weights, i -> "file" + i + ".png", () -> {})).iterator();
      return new Batches() {
        @Override
        public boolean hasNext() {
          return one.hasNext();
        }

        @Override
        public Batch next() {
          return one.next();
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {3, -1, 0.5f, Float.NaN, Float.POSITIVE_INFINITY})
  void classNumbers(float wrong) {
    compiled(SparseCategoricalCrossentropy.of());
    Tensor y = Tensor.of(new float[] {0, 2, wrong, 1}, 4);
    String[] ofArrays = {"" + wrong, "y", "sample 2"};
    String[] ofBatches = {"" + wrong, "y", "sample 2 of the batch", "file2.png"};
    if (Float.isFinite(wrong)) {
      refused(() -> model.fit(X, y, ONCE), "from 0 to 2", "last");
    }
    refused(() -> model.fit(X, y, ONCE), ofArrays);
    refused(() -> model.fit(X, GOOD, ONCE.validationData(X, y)), "validation y", "" + wrong);
    refused(() -> model.evaluate(X, y), ofArrays);
    refused(() -> model.trainOnBatch(X, y), ofArrays);
    refused(() -> model.testOnBatch(X, y), ofArrays);
    refused(() -> model.fit(new Named(X, y, null), ONCE), ofBatches);
    refused(() -> model.evaluate(new Named(X, y, null)), ofBatches);
    refused(() -> model.fit(ArraySource.shuffled(X, y, null, 2, 5), ONCE), ofArrays);
  }

  /** What a source knows before is not found in the middle of an epoch, or after it. */
  @Test
  void whatASourceKnowsBefore() {
    compiled(SparseCategoricalCrossentropy.of());
    Named good = new Named(X, GOOD, null, true);
    Named wrong = new Named(X, Tensor.vector(0, 1, 2, 3), null, true);
    Named weights = new Named(X, GOOD, Tensor.vector(1, 1, Float.NaN, 1), true);
    refused(() -> model.fit(wrong, ONCE), "3.0 in y, row3", "from 0 to 2");
    refused(() -> model.fit(good, ONCE.validation(wrong)), "3.0 in validation y, row3");
    refused(
        () -> model.fit(good, ONCE.validation(weights)), "NaN in validation sampleWeight, row2");
    refused(() -> model.evaluate(weights), "NaN in sampleWeight, row2");
    model.fit(good, ONCE.validation(good));
  }

  @Test
  void labelsThatAreNoProbabilities() {
    compiled(BinaryCrossentropy.of().fromLogits(true));
    Tensor two = Tensor.vector(0, 1, 2, 0);
    refused(() -> model.fit(X, two, ONCE), "from 0 to 1", "2.0", "sample 2");
    refused(() -> model.fit(X, Tensor.vector(0, -1, 1, 1), ONCE), "from 0 to 1", "-1.0");
    model.fit(X, Tensor.vector(0, 0.25f, 1, 1), ONCE);
    model.close();
    compiled(CategoricalCrossentropy.of());
    Tensor negative = Tensor.of(new float[] {1, 0, 0, 0, 1, 0, 0, -1, 2, 0, 0, 1}, 4, 3);
    refused(() -> model.fit(X, negative, ONCE), "at least 0", "-1.0", "sample 2, element 1");
  }

  @Test
  void numbersToBePredicted() {
    compiled(MeanSquaredError.of());
    float[] y = new float[12];
    y[7] = Float.NEGATIVE_INFINITY;
    refused(
        () -> model.fit(X, Tensor.of(y, 4, 3), ONCE), "finite", "-Infinity", "sample 2, element 1");
    y[7] = -100;
    model.fit(X, Tensor.of(y, 4, 3), ONCE);
  }

  @Test
  void inputsOfTrainingAndValidation() {
    compiled(SparseCategoricalCrossentropy.of());
    float[] x = X.toArray();
    x[4] = Float.NaN;
    Tensor wrong = Tensor.of(x, 4, 3);
    refused(() -> model.fit(wrong, GOOD, ONCE), "NaN in x, sample 1, element 1");
    refused(() -> model.trainOnBatch(wrong, GOOD), "NaN in x, sample 1, element 1");
    refused(
        () -> model.fit(X, GOOD, ONCE.validationData(wrong, GOOD)),
        "NaN in validation x, sample 1");
  }

  @Test
  void weightsOfSamples() {
    compiled(SparseCategoricalCrossentropy.of());
    Tensor w = Tensor.vector(1, 1, 1, Float.NaN);
    refused(() -> model.fit(X, GOOD, ONCE.sampleWeight(w)), "NaN in sampleWeight, sample 3");
    refused(() -> model.fit(X, GOOD, ONCE.validationData(X, GOOD, w)), "validation sampleWeight");
    refused(() -> model.evaluate(X, GOOD, w), "NaN in sampleWeight, sample 3");
    refused(() -> model.trainOnBatch(X, GOOD, w), "NaN in sampleWeight, sample 3");
    refused(() -> model.testOnBatch(X, GOOD, w), "NaN in sampleWeight, sample 3");
    refused(() -> model.fit(new Named(X, GOOD, w), ONCE), "sampleWeight", "file3.png");
  }

  @Test
  void weightsOfClasses() {
    compiled(SparseCategoricalCrossentropy.of());
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 1e39}) {
      refused(() -> ONCE.classWeight(Map.of(2, wrong)), "class 2", "" + wrong);
      refused(() -> model.trainOnBatch(X, GOOD, Map.of(2, wrong)), "class 2", "" + wrong);
    }
    refused(() -> model.fit(X, GOOD, ONCE.classWeight(Map.of(3, 1.0))), "0 to 2", "class 3");
    refused(() -> model.trainOnBatch(X, GOOD, Map.of(-1, 1.0)), "0 to 2", "class -1");
    refused(
        () ->
            model.fit(
                new Named(X, GOOD, Tensor.vector(1, 2, 1, 2)), ONCE.classWeight(Map.of(0, 2.0))),
        "not both");
  }

  /** 0, and another rate from a step on. */
  private record FromStep(long first, double rate) implements LearningRateSchedule {
    @Override
    public double at(long step) {
      return step < first ? 0 : rate;
    }

    @Override
    public String className() {
      return "FromStep";
    }

    @Override
    public Config config() {
      return new Config();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e39})
  void learningRates(double wrong) {
    compiled(SparseCategoricalCrossentropy.of());
    refused(() -> SGD.of(wrong), "learningRate", "" + wrong);
    refused(() -> SGD.of(new FromStep(0, wrong)), "learningRate", "" + wrong);
    refused(() -> model.setLearningRate(wrong), "learningRate", "" + wrong);
    refused(() -> ReduceLROnPlateau.builder().minLearningRate(wrong), "" + wrong);
    refused(
        () ->
            model.fit(
                X,
                GOOD,
                ONCE.callbacks(LearningRateScheduler.builder((epoch, rate) -> wrong).build())),
        "epoch 0",
        "" + wrong);
    assertEquals(0.1, model.learningRate());
    model.compile(SGD.of(new FromStep(2, wrong)), SparseCategoricalCrossentropy.of());
    refused(() -> model.fit(X, GOOD, ONCE.epochs(3)), "step 2", "" + wrong);
  }
}
