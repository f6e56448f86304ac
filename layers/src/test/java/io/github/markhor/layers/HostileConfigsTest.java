package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.config.Configurable;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.file.Mutants;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.layer.Layer;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configs with each of their parts replaced by what does not belong there, or left out: the class
 * can be made all the same, or refuses it with an IllegalArgumentException.
 */
final class HostileConfigsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String json(Configurable given) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("class_name", given.className());
    description.put("config", given.config().values());
    try {
      return JSON.writeValueAsString(description);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static <T> T make(Class<T> type, String json, Dialect dialect) {
    try {
      return Registry.make(type, JSON.readValue(json, Map.class), dialect);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void assertMadeOrRefused(String json, Runnable action) {
    try {
      action.run();
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage() != null, json);
    } catch (RuntimeException wrong) {
      fail(wrong + " for " + json, wrong);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.markhor.layers.LayerExamples#all")
  void layers(LayerExamples.Example example) {
    int[] batch = example.batch().toArray();
    Shape input = Shape.of(Arrays.copyOfRange(batch, 1, batch.length));
    for (Dialect dialect : Dialect.values()) {
      Consumer<String> action =
          json ->
              assertMadeOrRefused(
                  json,
                  () -> {
                    Layer layer = make(Layer.class, json, dialect);
                    layer.weights(input);
                    layer.outputShape(input);
                  });
      Mutants.forEach(json(example.layer()), action);
      Mutants.forEachHuge(json(example.layer()), action);
    }
  }

  @Test
  void losses() {
    all(Loss.class);
  }

  @Test
  void metrics() {
    all(Metric.class);
  }

  @Test
  void optimizers() {
    all(Optimizer.class);
  }

  @Test
  void initializersRegularizersAndConstraints() {
    for (Class<? extends Configurable> type :
        List.of(Initializer.class, Regularizer.class, Constraint.class)) {
      all(type);
    }
  }

  private static <T extends Configurable> void all(Class<T> type) {
    int made = 0;
    for (String name : Registry.names(type)) {
      T plain;
      try {
        plain = Registry.make(type, name, Dialect.KERAS_3);
      } catch (IllegalArgumentException hasRequiredArguments) {
        continue;
      }
      made++;
      for (Dialect dialect : Dialect.values()) {
        Consumer<String> action =
            json -> assertMadeOrRefused(json, () -> make(type, json, dialect));
        Mutants.forEach(json(plain), action);
        Mutants.forEachHuge(json(plain), action);
      }
    }
    assertTrue(made > 2, type + ": " + made);
  }
}
