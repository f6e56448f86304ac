package io.github.markhor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.CategoricalGeneralizedCrossEntropy;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.SGD;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The arguments of compile for each output, and what is refused of them. */
class CompileEachOutputTest {
  private static final CompileOptions NONE = CompileOptions.defaults();
  private static final Optimizer SGD_ = SGD.of(0.1);
  private static final Loss MSE = MeanSquaredError.of();

  private final Model model = TwoHeads.model();

  @AfterEach
  void close() {
    model.close();
  }

  private void refused(Executable call, String... words) {
    model.compile(SGD_, MSE);
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> "\"" + word + "\" is missing in: " + message);
    }
    // As it was compiled before.
    assertEquals(List.of("loss", "kind_loss", "age_loss"), model.metricsNames());
  }

  @Test
  void namesStandForLossesAndMetrics() {
    model.compile(
        "adam",
        Map.of("age", "mae", "kind", "categorical_crossentropy"),
        NONE.metrics(Map.of("kind", List.of("accuracy"))));
    assertEquals(List.of("loss", "kind_loss", "age_loss", "kind_accuracy"), model.metricsNames());
    assertEquals("categorical_crossentropy", model.trainingState().outputs().get(0).loss().name());
    model.compile("sgd", Arrays.asList(null, "mae"), NONE);
    assertEquals(List.of("loss"), model.metricsNames());
    model.compile("sgd", "mse");
    assertEquals("mean_squared_error", model.trainingState().outputs().get(1).loss().name());
  }

  @Test
  void aFlatListOfMetricsIsForOneOutputOnly() {
    refused(() -> model.compile(SGD_, MSE, NONE.metrics("mae")), "Map.of(\"kind\"", "[mae]");
    refused(() -> model.compile(SGD_, MSE, NONE.weightedMetrics("mae")), "weightedMetrics", "age");
    // Each replaces the other.
    model.compile(SGD_, MSE, NONE.metrics("mae").metrics(Map.of("age", List.of("mae"))));
    assertEquals(List.of("loss", "kind_loss", "age_loss", "age_mae"), model.metricsNames());
    try (Sequential single = Sequential.of(Input.of(3), Dense.of(1).name("only"))) {
      single.compile(SGD_, MSE, NONE.metrics(Map.of("only", List.of("mae"))));
      assertEquals(List.of("loss", "mae"), single.metricsNames());
      single.compile(SGD_, Map.of("only", MSE), NONE.lossWeights(Map.of("only", 3.0)));
      assertEquals(3, single.trainingState().outputs().get(0).lossWeight());
    }
  }

  @Test
  void eachOutputIsNamed() {
    refused(() -> model.compile(SGD_, Map.of("kind", MSE)), "each output", "without [age]");
    refused(
        () -> model.compile(SGD_, Map.of("kind", MSE, "aeg", MSE)),
        "[kind, age]",
        "aeg (did you mean age?)");
    refused(() -> model.compile(SGD_, List.of(MSE)), "[kind, age]", "Received: 1");
    refused(
        () -> model.compile(SGD_, MSE, NONE.metrics(Map.of("knid", List.of("mae")))),
        "metrics",
        "knid (did you mean kind?)");
    refused(
        () -> model.compile(SGD_, MSE, NONE.lossWeights(Map.of("knid", 2.0))),
        "lossWeights",
        "knid");
    refused(() -> model.compile(SGD_, MSE, NONE.lossWeights(2)), "lossWeights", "[2.0]");
    refused(() -> NONE.metrics(Map.of("kind", List.of(3))), "metrics of kind", "Received: 3");
  }

  @Test
  void someOutputHasALoss() {
    refused(() -> model.compile(SGD_, Arrays.asList(null, null)), "at least one output");
    Map<String, Loss> none = new HashMap<>();
    none.put("kind", null);
    none.put("age", null);
    refused(() -> model.compile(SGD_, none), "at least one output", "[kind, age]");
  }

  @Test
  void aLossThatCanTeachNothingIsRefusedOfEachOutput() {
    for (Loss loss :
        List.of(
            CategoricalCrossentropy.of(),
            SparseCategoricalCrossentropy.of(),
            CategoricalGeneralizedCrossEntropy.of())) {
      refused(() -> model.compile(SGD_, List.of(MSE, loss)), "one unit of the layer age");
    }
    Input x = Input.of(2);
    Symbol one = Dense.of(1).name("one").activation(Activations.SOFTMAX).apply(x);
    Symbol two = Dense.of(2).name("two").activation(Activations.SOFTMAX).apply(x);
    try (Model softmax = Model.of(List.of(x), List.of(two, one))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> softmax.compile("sgd", "mse"))
              .getMessage();
      assertTrue(message.endsWith("the layer one"), message);
      softmax.compile("sgd", Arrays.asList("mse", null), NONE);
    }
  }
}
