package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The architecture as the versions of Keras write it. */
class ModelConfigTest {
  private static Map<String, Object> layer(String name, Object... sources) {
    List<Object> nodes =
        sources.length == 0
            ? List.of()
            : List.of(
                java.util.Arrays.stream(sources).map(s -> List.of(s, 0, 0, Map.of())).toList());
    return Map.of("class_name", "Dense", "config", Map.of("name", name), "inbound_nodes", nodes);
  }

  private static List<Object> names(Map<String, Object> model) {
    return ModelConfig.of(model, "file").layers().stream()
        .map(layer -> (Object) ((Map<?, ?>) layer.get("config")).get("name"))
        .toList();
  }

  private static Map<String, Object> functional(String output, List<Map<String, Object>> layers) {
    return Map.of(
        "class_name",
        "Functional",
        "config",
        Map.of("layers", layers, "output_layers", List.of(List.of(output, 0, 0))));
  }

  @Test
  void aSequentialModelMayBeAListAlone() {
    assertEquals(
        List.of("a", "b"),
        names(Map.of("class_name", "Sequential", "config", List.of(layer("a"), layer("b")))));
  }

  @Test
  void aFunctionalChainIsOrderedByItsData() {
    assertEquals(
        List.of("c", "a", "b"),
        names(functional("b", List.of(layer("a", "c"), layer("b", "a"), layer("c")))));
  }

  @Test
  void branchesAreRefusedByName() {
    Map<String, Object> model =
        functional(
            "d", List.of(layer("a"), layer("b", "a"), layer("c", "a"), layer("d", "b", "c")));
    assertEquals(
        List.of(
            "the model is not a chain with one input and one output: c (Dense) is not the only"
                + " one after a, d (Dense) takes [b, c]"),
        ModelConfig.of(model, "file").problems());
  }

  @Test
  void slotsOfOldFilesAreSortedByWeight() {
    List<List<String>> adam = List.of(List.of("m", "v"), List.of("vhat"));
    List<String> old = List.of("m1", "m2", "v1", "v2", "h1", "h2");
    List<String> now = List.of("m1", "v1", "m2", "v2", "h1", "h2");
    assertEquals(now, OptimizerSlots.toGroups(adam, old));
    assertEquals(old, OptimizerSlots.toSlots(adam, now));
    assertThrows(
        ModelFileException.class, () -> OptimizerSlots.toGroups(adam, List.of("m1", "v1")));
  }
}
