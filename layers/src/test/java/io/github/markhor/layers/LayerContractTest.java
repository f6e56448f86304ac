package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Step;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules for every layer of the catalogue, tested on {@link LayerExamples}. */
class LayerContractTest {
  private static final Step STEP = new Step(3, 0, 11);

  /** Steps instead of slopes somewhere on the way: RandomColorsTest's. */
  private static final Set<String> WITHOUT_GRADIENT =
      Set.of("RandomPosterization", "Equalization", "RandAugment", "AugMix");

  @Test
  void everyLayerOfTheCatalogueHasAnExample() {
    TreeSet<String> classes = new TreeSet<>();
    TreeSet<String> names = new TreeSet<>(Registry.names(Layer.class));
    names.remove("Sequential"); // NestedTest's
    names.remove("Operation"); // OpsTest's
    names.removeAll(MergingLayersTest.NAMES);
    names.removeAll(WITHOUT_GRADIENT);
    for (String name : names) {
      Map<String, Object> minimal = new LinkedHashMap<>();
      minimal.put("filters", 1);
      minimal.put("kernel_size", 1);
      minimal.put("units", 1);
      minimal.put("activation", "relu");
      minimal.put("height", 1);
      minimal.put("width", 1);
      minimal.put("factor", 0.5);
      minimal.put("height_factor", 0.5);
      minimal.put("width_factor", 0.5);
      minimal.put("target_shape", List.of(1));
      minimal.put("dims", List.of(1));
      minimal.put("n", 1);
      minimal.put("layer", Map.of("class_name", "Dense", "config", Map.of("units", 1)));
      minimal.put("projection_dim", 1);
      minimal.put("batch_shape", Arrays.asList(null, 1));
      Map<String, Object> description = Map.of("class_name", name, "config", minimal);
      classes.add(Registry.make(Layer.class, description, Dialect.KERAS_3).className());
    }
    TreeSet<String> covered = new TreeSet<>();
    LayerExamples.all().forEach(example -> covered.add(example.layer().className()));
    assertEquals(classes, covered);
  }

  @ParameterizedTest
  @MethodSource("io.github.markhor.layers.LayerExamples#all")
  void theResultHasTheShapeThatOutputShapeSays(LayerExamples.Example example) {
    for (boolean training : new boolean[] {false, true}) {
      Run run = Run.of(example.layer(), example.batch(), training);
      assertEquals(run.predicted().prepend(example.batch().size(0)), run.result().shape());
      assertEquals(DType.FLOAT32, run.result().dtype());
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.markhor.layers.LayerExamples#all")
  void theResultHasTheTypeOfThePolicy(LayerExamples.Example example) {
    for (boolean training : new boolean[] {false, true}) {
      Run run = Run.mixed(example.layer(), example.batch(), training);
      DTypePolicy own = example.layer().dtype();
      DTypePolicy policy = own == null ? DTypePolicy.MIXED_BFLOAT16 : own;
      assertEquals(policy.computeDType(), run.result().dtype());
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.markhor.layers.LayerExamples#all")
  void aConfigMakesTheSameLayerAgain(LayerExamples.Example example) throws JsonProcessingException {
    Layer layer = example.layer();
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("class_name", layer.className());
    description.put("config", layer.config().values());
    ObjectMapper mapper = new ObjectMapper();
    String json = mapper.writeValueAsString(description);
    for (Dialect dialect : Dialect.values()) {
      Layer again = Registry.make(Layer.class, mapper.readValue(json, Map.class), dialect);
      assertEquals(layer.getClass(), again.getClass());
      assertEquals(layer.config().values(), again.config().values());
      assertEquals(layer.name(), again.name());
      assertEquals(layer.trainable(), again.trainable());
      assertEquals(layer.dtype(), again.dtype());
      // An argument missing from the config would show in the numbers.
      double[] x = Run.numbers(example.batch().elements(), 0.3);
      Map<String, double[]> expected = Run.of(layer, example.batch(), true).run(x, STEP);
      Map<String, double[]> actual = Run.of(again, example.batch(), true).run(x, STEP);
      assertEquals(expected.keySet(), actual.keySet());
      expected.forEach((name, numbers) -> assertArrayEquals(numbers, actual.get(name), name));
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.markhor.layers.LayerExamples#all")
  void mixedPrecisionComputesInBfloat16OfFloat32Weights(LayerExamples.Example example) {
    if (example.layer().dtype() != null) {
      return; // has a type of its own
    }
    for (boolean training : new boolean[] {false, true}) {
      Run mixed = Run.mixed(example.layer(), example.batch(), training);
      assertEquals(DType.BFLOAT16, mixed.result().dtype());
      Run full = Run.of(example.layer(), example.batch(), training);
      double[] x = Run.numbers(example.batch().elements(), 0.7);
      Map<String, double[]> expected = full.run(x, STEP);
      Map<String, double[]> actual = mixed.run(x, STEP);
      assertArrayEquals(expected.get("y"), actual.get("y"), 0.05);
      for (String weight : full.weights()) {
        assertArrayEquals(full.weight(weight), mixed.weight(weight), 0.005, weight);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.markhor.layers.LayerExamples#all")
  void gradientsAreThoseOfFiniteDifferences(LayerExamples.Example example) {
    for (boolean training : new boolean[] {false, true}) {
      Run run = Run.of(example.layer(), example.batch(), training);
      double[] x = Run.numbers(example.batch().elements(), 0.1);
      double[] dy = Run.numbers(run.result().shape().elements(), 2.2);
      Map<String, double[]> results = run.run(x, dy, STEP);
      assertMatches("dx", results.get("dx"), x, () -> total(example, training, x, dy, Map.of()));
      for (String weight : run.weights()) {
        if (run.spec(weight).trainable() && example.layer().trainable()) {
          double[] start = Run.of(example.layer(), example.batch(), training).weight(weight);
          assertMatches(
              "d" + weight,
              results.get("d" + weight),
              start,
              () -> total(example, training, x, dy, Map.of(weight, start)));
        }
      }
    }
  }

  /** Σ y · dy plus penalties, whose gradients are tested. */
  private static double total(
      LayerExamples.Example example,
      boolean training,
      double[] x,
      double[] dy,
      Map<String, double[]> weights) {
    Run run = Run.of(example.layer(), example.batch(), training);
    weights.forEach(run::set);
    Map<String, double[]> results = run.run(x, dy, STEP);
    double sum = results.get("loss")[0];
    for (int i = 0; i < dy.length; i++) {
      sum += results.get("y")[i] * dy[i];
    }
    return sum;
  }

  private static void assertMatches(
      String what, double[] gradient, double[] at, java.util.function.DoubleSupplier function) {
    assertNotNull(gradient, what);
    double size = 0;
    for (int i = 0; i < at.length; i++) {
      double kept = at[i];
      double step = 1e-5;
      at[i] = kept + step;
      double above = function.getAsDouble();
      at[i] = kept - step;
      double below = function.getAsDouble();
      at[i] = kept;
      assertEquals((above - below) / (2 * step), gradient[i], 1e-5, what + " " + i);
      size += Math.abs(gradient[i]);
    }
    assertTrue(size > 0, what + " is 0 everywhere, which proves nothing");
  }

  @ParameterizedTest
  @MethodSource("io.github.markhor.layers.LayerExamples#all")
  void withersLeaveTheLayerAsItIs(LayerExamples.Example example) {
    if (example.layer() instanceof AbstractLayer<?> layer) {
      Map<String, Object> before = layer.config().values();
      AbstractLayer<?> copy = layer.name("another").trainable(!layer.trainable()).inputShape(3, 2);
      assertEquals("another", copy.name());
      assertEquals(!layer.trainable(), copy.trainable());
      assertEquals(Shape.of(3, 2), copy.inputShape());
      assertEquals(before, layer.config().values());
      assertEquals(List.copyOf(before.keySet()), List.copyOf(copy.config().values().keySet()));
    }
  }
}
