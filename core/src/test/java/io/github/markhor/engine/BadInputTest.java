package io.github.markhor.engine;

import static io.github.markhor.testing.Activation.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.backend.BackendException;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.metrics.Metric;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Conv2D;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Flatten;
import io.github.markhor.testing.Input;
import io.github.markhor.testing.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Mistakes are reported before the first step, and cost nothing that was learned. */
class BadInputTest {
  private static final FitOptions ONCE = FitOptions.defaults().epochs(1).verbose(0);

  private Sequential model;
  private float[] before;

  @BeforeEach
  void build() {
    model =
        Sequential.of(
            ModelOptions.defaults().seed(1),
            Input.of(8, 8, 1),
            Flatten.of(),
            Dense.of(2).activation(SOFTMAX).name("classes"));
    model.compile(SGD.of(0.1), CategoricalCrossentropy.of());
    before = model.getWeights().get(0).toArray();
  }

  @AfterEach
  void staysAsItWasAndWorks() {
    assertArrayEquals(before, model.getWeights().get(0).toArray());
    model.fit(Samples.pictures(4, 1), Samples.oneHot(4), ONCE);
    model.close();
  }

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> "\"" + word + "\" is missing in: " + message);
    }
  }

  @Test
  void inputsOfAnotherShapeAreRefusedWithWhatHelps() {
    refused(() -> model.predict(Tensor.zeros(8, 8, 1)), "reshape(1, 8, 8, 1)");
    refused(() -> model.predict(Tensor.zeros(3, 8, 8)), "reshape(3, 8, 8, 1)");
    refused(() -> model.predict(Tensor.zeros(3, 64)), "reshape(3, 8, 8, 1)");
    refused(() -> model.predict(Tensor.zeros(3, 1, 8, 8)), "channels", "last, as (3, 8, 8, 1)");
    refused(() -> model.predict(Tensor.zeros(3, 7, 8, 1)), "Received: (3, 7, 8, 1)");
  }

  @Test
  void nullsAmongTheArgumentsAreNamed() {
    List<Executable> calls =
        List.of(
            () -> ONCE.callbacks((Callback) null),
            () -> CompileOptions.defaults().metrics(new Metric[] {null}),
            () -> CompileOptions.defaults().weightedMetrics(Arrays.asList((Metric) null)));
    List<String> names = List.of("callbacks", "metrics", "weightedMetrics");
    for (int i = 0; i < calls.size(); i++) {
      String message = assertThrows(NullPointerException.class, calls.get(i)).getMessage();
      assertEquals("Expected no null in " + names.get(i) + ". Received: null at 0", message);
    }
  }

  @Test
  void inputsOfAnotherShape() {
    Tensor x = Tensor.zeros(4, 8, 9, 1);
    refused(() -> model.fit(x, Samples.oneHot(4), ONCE), "(8, 8, 1)", "(8, 9, 1)");
    refused(() -> model.predict(x), "(8, 8, 1)", "(4, 8, 9, 1)");
    refused(() -> model.predict(new float[63]), "64", "63");
  }

  @Test
  void labelsOfAnotherShape() {
    refused(
        () -> model.fit(Samples.pictures(4, 1), Tensor.zeros(4, 3), ONCE),
        "(2,)",
        "(3,)",
        "categorical_crossentropy");
    refused(() -> model.fit(Samples.pictures(4, 1), Samples.oneHot(5), ONCE), "4", "(5, 2)");
  }

  @Test
  void classesThatTheLastLayerDoesNotHave() {
    refused(() -> model.fit(new ThreeClasses(), ONCE), "classes", "3", "[a, b, c]", "2");
    model.compile(SGD.of(0.1), SparseCategoricalCrossentropy.of());
    refused(
        () -> model.fit(Samples.pictures(4, 1), Tensor.ofLabels(0, 1, 2, 0), ONCE), "0 to 1", "2");
    model.compile(SGD.of(0.1), CategoricalCrossentropy.of());
  }

  @Test
  void numbersThatAreNone() {
    float[] x = Samples.pictures(4, 1).toArray();
    x[2 * 64 + 7] = Float.NaN;
    refused(
        () -> model.fit(Tensor.of(x, 4, 8, 8, 1), Samples.oneHot(4), ONCE),
        "finite",
        "NaN",
        "sample 2",
        "element 7");
  }

  @Test
  void noData() {
    refused(() -> model.predict(Tensor.zeros(0, 8, 8, 1)), "at least one sample");
    refused(
        () -> model.fit(Tensor.zeros(0, 8, 8, 1), Tensor.zeros(0, 2), ONCE), "at least one sample");
  }

  @Test
  void optionsOutOfRange() {
    refused(() -> FitOptions.defaults().epochs(-1), "epochs", "-1");
    refused(() -> ONCE.batchSize(0), "batchSize", "0");
    refused(() -> ONCE.validationSplit(1), "validationSplit", "1.0");
    refused(() -> ONCE.verbose(3), "verbose", "3");
    refused(
        () ->
            model.fit(
                Samples.pictures(3, 1),
                Samples.oneHot(3),
                ONCE.validationSplit(0.0001)
                    .classWeight(Map.of(0, 2.0))
                    .sampleWeight(Tensor.vector(1f, 1f, 1f))),
        "classWeight",
        "sampleWeight");
  }

  @Test
  void anUnknownLayerOrBackend() {
    refused(() -> model.layer("conv"), "classes", "flatten", "conv");
    String message =
        assertThrows(
                BackendException.class,
                () ->
                    model.compile(
                        SGD.of(0.1),
                        CategoricalCrossentropy.of(),
                        CompileOptions.defaults().backend("abacus")))
            .getMessage();
    assertTrue(message.contains("onednn") && message.contains("abacus"), message);
    // The failed compile left the earlier one in place.
    assertEquals(List.of("loss"), model.metricsNames());
  }

  @Test
  void layersThatDoNotFollow() {
    refused(
        () -> Sequential.of(Input.of(8, 8, 1), Flatten.of(), Conv2D.of(4, 3).name("late")),
        "late",
        "Conv2D",
        "(64,)");
    refused(() -> Sequential.of(Dense.of(2)), "Input");
    refused(() -> Sequential.of(Input.of(4), Dense.of(2).name("a"), Dense.of(3).name("a")), "a");
  }

  @Test
  void beforeCompile() {
    try (Sequential fresh = Sequential.of(Input.of(4), Dense.of(2))) {
      assertThrows(
          IllegalStateException.class,
          () -> fresh.fit(Tensor.zeros(3, 4), Tensor.zeros(3, 2), ONCE));
      assertEquals(Shape.of(3, 2), fresh.predict(Tensor.zeros(3, 4)).shape());
    }
  }

  /** A source that says it has more classes than the model. */
  private static final class ThreeClasses implements BatchSource {
    @Override
    public int samples() {
      return 1;
    }

    @Override
    public int batchSize() {
      return 1;
    }

    @Override
    public Shape inputShape() {
      return Shape.of(8, 8, 1);
    }

    @Override
    public Shape labelShape() {
      return Shape.of(3);
    }

    @Override
    public List<String> classNames() {
      return List.of("a", "b", "c");
    }

    @Override
    public Batches epoch(int epoch) {
      throw new AssertionError("No batch must be asked for.");
    }
  }
}
