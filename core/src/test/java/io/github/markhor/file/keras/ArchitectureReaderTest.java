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
import io.github.markhor.file.Wiring.LayerCall;
import io.github.markhor.file.Wiring.Ref;
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
    return called(name, Arrays.stream(sources).map(s -> List.of(s, 0, 0, Map.of())).toArray());
  }

  private static Map<String, Object> called(String name, Object... tensors) {
    List<Object> nodes = tensors.length == 0 ? List.of() : List.of(List.of(tensors));
    return Map.of("class_name", "Thing", "config", Map.of("name", name), "inbound_nodes", nodes);
  }

  private static Map<String, Object> input(String name) {
    return Map.of(
        "class_name", "InputLayer", "config", Map.of("name", name), "inbound_nodes", List.of());
  }

  private static Map<String, Object> functional(String output, List<Map<String, Object>> layers) {
    List<Object> inputs =
        layers.stream()
            .filter(layer -> layer.get("class_name").equals("InputLayer"))
            .<Object>map(layer -> List.of(((Map<?, ?>) layer.get("config")).get("name"), 0, 0))
            .toList();
    return Map.of(
        "class_name",
        "Functional",
        "config",
        Map.of(
            "name",
            "f",
            "layers",
            layers,
            "input_layers",
            inputs,
            "output_layers",
            List.of(List.of(output, 0, 0))));
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
  void aFunctionalModelHasItsCalls() {
    Architecture model =
        read(
            functional(
                "d", List.of(input("a"), layer("b", "a"), layer("c", "a"), layer("d", "b", "c"))));
    assertEquals("Functional", model.savedAs());
    assertEquals(
        List.of(new LayerCall(List.of(new Ref("b", 0, 0), new Ref("c", 0, 0)), null)),
        model.layers().get(3).calls());
    assertEquals(List.of(new Ref("a", 0, 0)), model.wiring().inputs());
    assertEquals(List.of(new Ref("d", 0, 0)), model.wiring().outputs());
  }

  /** Keras counts the making of a nested model as its first call, in some places. */
  @Test
  void callsAreCountedFromZeroWhateverWroteThem() {
    Map<String, Object> chain = sequential(layer("x"));
    Map<String, Object> twice =
        Map.of(
            "class_name",
            "Sequential",
            "config",
            chain.get("config"),
            "name",
            "s",
            "inbound_nodes",
            List.of(List.of(List.of("a", 0, 0)), List.of(List.of("b", 0, 0))));
    Map<String, Object> model =
        functional(
            "c",
            List.of(
                input("a"),
                input("b"),
                twice,
                called("c", List.of("s", 2, 0), List.of("s", 1, 0))));
    ArchitectureReader old = new ArchitectureReader("there", Dialect.KERAS_2);
    assertEquals(
        List.of(new Ref("s", 1, 0), new Ref("s", 0, 0)),
        old.read(JsonObject.of("there", model)).layers().get(3).calls().get(0).inputs());
    ArchitectureReader now = new ArchitectureReader("there", Dialect.KERAS_3);
    JsonObject json = JsonObject.of("there", model);
    String message = assertThrows(ModelFileException.class, () -> now.read(json)).getMessage();
    assertTrue(message.contains("2 calls of s (Sequential) for c (Thing)"), message);
  }

  @Test
  void tensorsOfKeras3HaveDescriptionsAndArgumentsByName() {
    Map<String, Object> tensor =
        Map.of(
            "class_name",
            "__keras_tensor__",
            "config",
            Map.of("shape", List.of(3), "keras_history", List.of("a", 0, 0)));
    Map<String, Object> node =
        Map.of("args", List.of(List.of(tensor, tensor)), "kwargs", Map.of("training", false));
    Map<String, Object> layer =
        Map.of(
            "class_name", "Thing",
            "config", Map.of("name", "b"),
            "inbound_nodes", List.of(node));
    assertEquals(
        List.of(new LayerCall(List.of(new Ref("a", 0, 0), new Ref("a", 0, 0)), false)),
        read(functional("b", List.of(input("a"), layer))).layers().get(1).calls());
  }

  @Test
  void whatDoesNotHangTogetherIsRefusedByName() {
    refused("Received: nowhere", functional("b", List.of(input("a"), layer("b", "nowhere"))));
    refused("Received: c", functional("c", List.of(input("a"), layer("b", "a"))));
    refused(
        "Received twice: b",
        functional("b", List.of(input("a"), layer("b", "a"), layer("b", "a"))));
  }

  private void refused(String reason, Map<String, Object> model) {
    String message = assertThrows(ModelFileException.class, () -> read(model)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void aModelWithinAModelKeepsItsLayersAndItsClassApartFromItsConfig() {
    LayerDescription nested =
        read(sequential(layer("a"), functional("c", List.of(layer("c", "b"), input("b")))))
            .layers()
            .get(1);
    assertEquals("Functional", nested.className());
    assertEquals(
        List.of("c", "b"), nested.model().layers().stream().map(LayerDescription::name).toList());
    assertFalse(nested.config().has("layers"));
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
