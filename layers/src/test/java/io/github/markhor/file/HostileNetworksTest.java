package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Descriptions of networks with branches that no Keras writes: they are refused with the place
 * named, in bounded time, however large or deep what they describe would be.
 */
final class HostileNetworksTest {
  private static final String INPUT =
      """
      {"class_name": "InputLayer", "name": "in", "inbound_nodes": [],
       "config": {"name": "in", "batch_input_shape": [null, 3]}}""";

  private static String dense(String name, String... from) {
    return """
        {"class_name": "Dense", "name": "%s", "config": {"name": "%s", "units": 3},
         "inbound_nodes": [%s]}"""
        .formatted(
            name,
            name,
            List.of(from).stream()
                .map(ref -> "[[" + ref + ", {}]]")
                .collect(Collectors.joining(", ")));
  }

  private static String config(String name, String output, String... layers) {
    return """
        {"name": "%s", "layers": [%s], "input_layers": [["in", 0, 0]], "output_layers": [%s]}"""
        .formatted(name, String.join(", ", layers), output);
  }

  private static String model(String output, String... layers) {
    return """
        {"class_name": "Functional", "keras_version": "2.15.0", "config": %s}"""
        .formatted(config("network", output, layers));
  }

  private static String refused(String json) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThrows(ModelFileException.class, () -> Model.fromJson(json).close())
                .getMessage());
  }

  private static void assertNames(String json, String... words) {
    String message = refused(json);
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertTrue(message.length() < 3000, message);
  }

  @Test
  void layersInACircle() {
    assertNames(
        model(
            "[\"b\", 0, 0]",
            INPUT,
            dense("a", "\"b\", 0, 0"),
            dense("b", "\"a\", 0, 0"),
            dense("c", "\"in\", 0, 0")),
        "circle",
        "a, b");
    assertNames(model("[\"a\", 0, 0]", INPUT, dense("a", "\"a\", 0, 0")), "circle", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"b\", 0, 0",
        "\"in\", 1, 0",
        "\"in\", 0, 1",
        "\"in\", 2147483647, 0",
        "\"in\", 0, -1"
      })
  void resultsThatThereAreNot(String ref) {
    assertNames(model("[\"a\", 0, 0]", INPUT, dense("a", ref)), "a");
    assertNames(model("[" + ref + "]", INPUT, dense("a", "\"in\", 0, 0")), "in");
  }

  @Test
  void layersOfOneName() {
    assertNames(
        model("[\"a\", 0, 0]", INPUT, dense("a", "\"in\", 0, 0"), dense("a", "\"in\", 0, 0")), "a");
  }

  @Test
  void modelsWithinModelsHundredsDeep() {
    String inner = config("n", "[\"d\", 0, 0]", INPUT, dense("d", "\"in\", 0, 0"));
    for (int depth = 1; depth <= 300; depth++) {
      inner =
          config(
              "n",
              "[\"n\", 1, 0]",
              INPUT,
              """
              {"class_name": "Functional", "name": "n", "config": %s,
               "inbound_nodes": [[["in", 0, 0, {}]]]}"""
                  .formatted(inner));
    }
    String json =
        "{\"class_name\": \"Functional\", \"keras_version\": \"2.15.0\", \"config\": "
            + inner
            + "}";
    loadsOrIsRefused(json);
  }

  private static void loadsOrIsRefused(String json) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(120),
        () -> {
          try {
            Model.fromJson(json).close();
          } catch (ModelFileException refused) {
            assertTrue(refused.getMessage().length() < 3000, refused.getMessage());
          }
        });
  }

  /** Each model has the next one twice within it: 2 to the power of 40 layers, were it unrolled. */
  @Test
  void modelsThatAreCalledTwiceAtEachDepth() {
    String inner = config("n", "[\"d\", 0, 0]", INPUT, dense("d", "\"in\", 0, 0"));
    for (int depth = 1; depth <= 40; depth++) {
      inner =
          config(
              "n",
              "[\"n\", 2, 0]",
              INPUT,
              """
              {"class_name": "Functional", "name": "n", "config": %s,
               "inbound_nodes": [[["in", 0, 0, {}]], [["n", 1, 0, {}]]]}"""
                  .formatted(inner));
    }
    loadsOrIsRefused(
        "{\"class_name\": \"Functional\", \"keras_version\": \"2.15.0\", \"config\": "
            + inner
            + "}");
  }

  @Test
  void aLayerThatIsCalledAHundredThousandTimes() {
    String[] calls =
        IntStream.range(0, 100_000)
            .mapToObj(i -> i == 0 ? "\"in\", 0, 0" : "\"d\", " + (i - 1) + ", 0")
            .toArray(String[]::new);
    loadsOrIsRefused(model("[\"d\", 99999, 0]", INPUT, dense("d", calls)));
  }

  @Test
  void aChainOfManyLayersIsRead() {
    int length = 20_000;
    String[] layers = new String[length + 1];
    layers[0] = INPUT;
    for (int i = 0; i < length; i++) {
      layers[i + 1] = dense("d" + i, i == 0 ? "\"in\", 0, 0" : "\"d" + (i - 1) + "\", 0, 0");
    }
    loadsOrIsRefused(model("[\"d" + (length - 1) + "\", 0, 0]", layers));
  }

  @Test
  void aMergeOfAHundredThousandInputs() {
    String refs =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "[\"in\", 0, 0, {}]")
            .collect(Collectors.joining(","));
    loadsOrIsRefused(
        model(
            "[\"add\", 0, 0]",
            INPUT,
            """
            {"class_name": "Add", "name": "add", "config": {"name": "add"},
             "inbound_nodes": [[%s]]}"""
                .formatted(refs)));
  }

  private static String operation(String function, String call) {
    return model(
        "[\"op\", 0, 0]",
        INPUT,
        """
        {"class_name": "TFOpLambda", "name": "op", "inbound_nodes": [%s],
         "config": {"name": "op", "function": "%s"}}"""
            .formatted(call, function));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reshape;[\"in\", 0, 0, {\"shape\": [2147483647, 2147483647]}]",
        "reshape;[\"in\", 0, 0, {\"shape\": [-1, -1, -1]}]",
        "reshape;[\"in\", 0, 0, {\"shape\": []}]",
        "reshape;[\"in\", 0, 0, {\"shape\": [-1, 0]}]",
        "expand_dims;[\"in\", 0, 0, {\"axis\": 7}]",
        "expand_dims;[\"in\", 0, 0, {\"axis\": [1, 1]}]",
        "compat.v1.transpose;[\"in\", 0, 0, {\"perm\": [0, 0]}]",
        "compat.v1.transpose;[\"in\", 0, 0, {\"perm\": [0]}]",
        "compat.v1.transpose;[\"in\", 0, 0, {\"perm\": [1, 0]}]",
        "compat.v1.pad;[\"in\", 0, 0, {\"paddings\": [[0, 0]]}]",
        "compat.v1.pad;[\"in\", 0, 0, {\"paddings\": [[0, 0], [2147483647, 2147483647]]}]",
        "compat.v1.pad;[\"in\", 0, 0, {\"paddings\": [[0, 0], [-5, 0]]}]",
        "compat.v1.pad;[\"in\", 0, 0, {\"paddings\": [[0, 0], []]}]",
        "image.resize;[\"in\", 0, 0, {\"size\": [2]}]",
        "image.resize;[\"in\", 0, 0, {\"size\": [0, 0]}]",
        "math.truediv;[\"in\", 0, 0, {\"y\": {\"a\": 1}}]",
        "math.truediv;[\"in\", 0, 0, {\"y\": [[1, 2], [3]]}]",
        "math.truediv;[\"in\", 0, 0, {\"y\": [\"in\", 0, 7]}]",
        "math.truediv;[\"in\", 0, 0, {}]",
        "math.truediv;[]",
        "math.truediv;7",
        "math.truediv;[\"_CONSTANT_VALUE\", -1, 3, {}]",
        "concat;[[\"in\", 0, 0, {\"axis\": 5}], [\"in\", 0, 0, {}]]",
        "concat;[[\"in\", 0, 0, {\"axis\": 0}], [\"in\", 0, 0, {}]]",
        "stack;[[\"in\", 0, 0, {\"axis\": 0}], [\"in\", 0, 0, {}]]",
        "math.reduce_mean;[\"in\", 0, 0, {\"axis\": 0}]",
        "math.reduce_mean;[\"in\", 0, 0, {\"axis\": \"x\"}]",
        "linalg.matmul;[\"in\", 0, 0, {\"b\": [\"in\", 0, 0]}]",
        "nn.softmax;[\"in\", 0, 0, {\"axis\": 9}]",
        "clip_by_value;[\"in\", 0, 0, {\"clip_value_min\": \"a\", \"clip_value_max\": 1}]",
        "os.system;[\"in\", 0, 0, {\"y\": \"rm\"}]",
        "__operators__.getitem;[\"in\", 0, 0, {\"slice_spec\": [7]}]",
        "__operators__.getitem;[\"in\", 0, 0, {\"slice_spec\": [[0], [1]]}]",
        "__operators__.getitem;[\"in\", 0, 0, {\"slice_spec\": 0}]",
        "__operators__.getitem;[\"in\", 0, 0, {\"slice_spec\": [{}, {\"start\": 9}]}]",
        "__operators__.getitem;[\"in\", 0, 0, {\"slice_spec\": [{}, {\"step\": 0}]}]",
        "__operators__.getitem;[\"in\", 0, 0, {\"slice_spec\": [{}, {\"start\": \"a\"}]}]",
        "__operators__.getitem;[\"in\", 0, 0, {\"slice_spec\": [{}, {}, {}, 1]}]"
      })
  void operationsOfNoSense(String functionAndCall) {
    int split = functionAndCall.indexOf(';');
    assertNames(
        operation(functionAndCall.substring(0, split), functionAndCall.substring(split + 1)), "op");
  }

  @Test
  void theTemplateItselfIsRead() {
    try (Model model =
        Model.fromJson(operation("math.truediv", "[\"in\", 0, 0, {\"y\": 127.5}]"))) {
      assertEquals(1, model.layers().size());
    }
  }
}
