package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.Dialect;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The architecture as the versions of Keras write it. The layers are of a class that no one knows.
 */
final class ArchitectureReaderTest {
  private final ArchitectureReader reader = new ArchitectureReader("file", Dialect.KERAS_2);

  private Architecture read(Map<String, Object> json) {
    return reader.read(JsonObject.of("file", json));
  }

  private List<String> names(Map<String, Object> json) {
    return read(json).layers().stream().map(LayerDescription::name).toList();
  }

  private static Map<String, Object> layer(String name, Object... sources) {
    List<Object> nodes =
        sources.length == 0
            ? List.of()
            : List.of(Arrays.stream(sources).map(s -> List.of(s, 0, 0, Map.of())).toList());
    return Map.of("class_name", "Thing", "config", Map.of("name", name), "inbound_nodes", nodes);
  }

  private static Map<String, Object> functional(String output, List<Map<String, Object>> layers) {
    return Map.of(
        "class_name",
        "Functional",
        "config",
        Map.of("name", "f", "layers", layers, "output_layers", List.of(List.of(output, 0, 0))));
  }

  private static Map<String, Object> sequential(Object... layers) {
    return Map.of(
        "class_name", "Sequential", "config", Map.of("name", "s", "layers", List.of(layers)));
  }

  @Test
  void aSequentialModelMayBeAListAlone() {
    assertEquals(
        List.of("a", "b"),
        names(Map.of("class_name", "Sequential", "config", List.of(layer("a"), layer("b")))));
  }

  @Test
  void aFunctionalChainIsOrderedByItsData() {
    Map<String, Object> model =
        functional("b", List.of(layer("a", "c"), layer("b", "a"), layer("c")));
    assertEquals(List.of("c", "a", "b"), names(model));
    assertEquals("Functional", read(model).savedAs());
  }

  @Test
  void branchesAreRefusedByName() {
    read(
        functional(
            "d", List.of(layer("a"), layer("b", "a"), layer("c", "a"), layer("d", "b", "c"))));
    assertEquals(
        "the model is not a chain with one input and one output: c (Thing) is not the only one"
            + " after a, d (Thing) takes [b, c]",
        reader.problems().get(0));
  }

  @Test
  void unknownClassesAreListedWithTheirPaths() {
    read(sequential(layer("a"), functional("c", List.of(layer("c")))));
    assertEquals(List.of("a (Thing) is not supported (and 1 more of Thing)"), reader.problems());
    ArchitectureReader inner = new ArchitectureReader("there", Dialect.KERAS_3);
    inner.read(JsonObject.of("there", sequential(functional("c", List.of(layer("c"))))));
    assertEquals(List.of("f/c (Thing) is not supported"), inner.problems());
  }

  /** Of each class the first is named, with how many there are. */
  @Test
  void aLargeNetworkIsRefusedInAFewWords() {
    List<Map<String, Object>> layers = new ArrayList<>(List.of(layer("l0")));
    for (int i = 1; i < 300; i++) {
      String[] sources = {"l" + (i - 1), "l" + i / 2};
      layers.add(i % 3 == 0 ? layer("l" + i, sources) : layer("l" + i, "l" + (i - 1)));
    }
    String[] all =
        layers.stream().map(layer -> String.valueOf(layer.get("name"))).toArray(String[]::new);
    layers.add(layer("last", all));
    read(functional("last", layers));
    String message = String.join("; ", reader.problems());
    assertEquals(
        "the model is not a chain with one input and one output: l3 (Thing) takes [l2, l1] (and 99"
            + " more of Thing); l0 (Thing) is not supported (and 300 more of Thing)",
        message);
  }

  @Test
  void aModelWithinAModelKeepsItsLayersAndItsClassApartFromItsConfig() {
    LayerDescription nested =
        read(sequential(layer("a"), functional("c", List.of(layer("c", "b"), layer("b")))))
            .layers()
            .get(1);
    assertEquals("Sequential", nested.className());
    assertEquals("Functional", nested.model().savedAs());
    assertEquals(
        List.of("b", "c"), nested.model().layers().stream().map(LayerDescription::name).toList());
    assertFalse(nested.config().has("layers"));
    assertEquals(
        List.of("b", "c"),
        ((List<?>) ((Map<?, ?>) nested.json().get("config")).get("layers"))
            .stream()
                .map(each -> ((Map<?, ?>) ((Map<?, ?>) each).get("config")).get("name"))
                .toList());
  }

  @Test
  void theShapeOfTheInputComesFromTheModelOrFromTheFirstLayerOnceBuilt() {
    Map<String, Object> built =
        Map.of(
            "class_name", "Thing",
            "config", Map.of("name", "a"),
            "build_config", Map.of("input_shape", Arrays.asList(null, 4)));
    assertArrayEquals(
        new int[] {4}, read(sequential(built)).layers().get(0).config().getSampleShape());
    Map<String, Object> ofModel =
        Map.of(
            "class_name",
            "Sequential",
            "config",
            Map.of(
                "layers", List.of(built, built), "build_input_shape", Arrays.asList(null, 5, 6)));
    List<LayerDescription> layers = read(ofModel).layers();
    assertArrayEquals(new int[] {5, 6}, layers.get(0).config().getSampleShape());
    assertNull(layers.get(1).config().getSampleShape());
  }

  @Test
  void aShapeThatALayerStatesStays() {
    for (String argument : List.of("batch_shape", "batch_input_shape")) {
      Map<String, Object> first =
          Map.of(
              "class_name", "Thing",
              "config", Map.of("name", "a", argument, Arrays.asList(null, 7)),
              "build_config", Map.of("input_shape", Arrays.asList(null, 4)));
      LayerDescription layer = read(sequential(first)).layers().get(0);
      assertArrayEquals(new int[] {7}, layer.config().getSampleShape());
    }
  }

  @Test
  void wrappedValuesAreUnwrapped() {
    Map<String, Object> config =
        Map.of(
            "name", "a",
            "size", Map.of("class_name", "__tuple__", "items", List.of(2, 3)),
            "scale", Map.of("type", "ndarray", "value", 0.5),
            "mean", Map.of("class_name", "__numpy__", "config", Map.of("value", List.of(1))));
    LayerDescription layer =
        read(sequential(Map.of("class_name", "Thing", "config", config))).layers().get(0);
    assertEquals(List.of(2, 3), layer.config().get("size"));
    assertEquals(0.5, layer.config().get("scale"));
    assertEquals(List.of(1), layer.config().get("mean"));
  }

  @Test
  void whatDescribesNoModelIsRefused() {
    for (String json :
        List.of(
            "{}",
            "{\"class_name\": null}",
            "{\"config\": []}",
            "{\"class_name\": \"Thing\", \"config\": {}}",
            "{\"class_name\": \"Sequential\", \"config\": {}}",
            "{\"class_name\": \"Sequential\", \"config\": []}",
            "{\"class_name\": \"Sequential\", \"config\": [5]}",
            "{\"class_name\": \"Sequential\", \"config\": [null]}",
            "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Thing\"}]}",
            "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": 3, \"config\": {}}]}",
            "{\"class_name\": \"Functional\", \"config\": \"x\"}",
            "{\"class_name\": \"__tuple__\", \"items\": 5}")) {
      JsonObject given = JsonObject.parse("text", json);
      String message =
          assertThrows(ModelFileException.class, () -> reader.read(given), json).getMessage();
      assertTrue(message.contains("file") && message.contains("Expected"), message);
    }
  }

  @Test
  void theVersionDecidesTheDialect() {
    assertEquals(Dialect.KERAS_2, ArchitectureReader.dialect("1"));
    assertEquals(Dialect.KERAS_2, ArchitectureReader.dialect("2.15.0"));
    assertEquals(Dialect.KERAS_3, ArchitectureReader.dialect("3.0"));
    assertEquals(Dialect.KERAS_3, ArchitectureReader.dialect(null));
  }
}
