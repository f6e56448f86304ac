package io.github.markhor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.data.numpy.Npz;
import io.github.markhor.data.numpy.NumpyArray;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a case states is read, and changes what the case asks for, or is refused. */
class CaseFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TRAINING = Path.of("cases", "training");

  @TempDir Path folder;

  /** Runs a case of Keras with a change, and gives what the runner prints before its sum. */
  private String changed(String name, Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(TRAINING.resolve(name + ".json").toFile());
    change.accept(json);
    Path group = Files.createDirectories(folder.resolve("training"));
    JSON.writeValue(group.resolve(name + ".json").toFile(), json);
    Path arrays = group.resolve(name + ".npz");
    if (!Files.exists(arrays)) {
      Files.copy(TRAINING.resolve(name + ".npz"), arrays);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Conformance.run(out, folder.toString(), "training/" + name);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
  }

  /** The arguments of the first callback of a case. */
  private static Consumer<ObjectNode> argument(Consumer<ObjectNode> change) {
    return json -> change.accept((ObjectNode) json.get("callbacks").get(0).get("config"));
  }

  private void assertPasses(String name, Consumer<ObjectNode> change) throws IOException {
    assertEquals("", changed(name, change));
  }

  private void assertFails(String what, String name, Consumer<ObjectNode> change)
      throws IOException {
    String failure = changed(name, change);
    assertTrue(failure.startsWith("training/" + name + ": " + what), failure);
  }

  @Test
  void allArgumentsOfEarlyStopping() throws IOException {
    String name = "fit_early_stopping";
    assertPasses(
        name,
        argument(
            c ->
                c.put("mode", "min")
                    .put("baseline", "Infinity")
                    .put("start_from_epoch", 0)
                    .put("verbose", 1)
                    .putNull("min_delta")));
    assertFails("epochs_run", name, argument(c -> c.put("start_from_epoch", 100)));
    assertFails("epochs_run", name, argument(c -> c.put("mode", "max")));
    assertFails("epochs_run", name, argument(c -> c.put("baseline", "-Infinity")));
  }

  @Test
  void allArgumentsOfReduceLROnPlateau() throws IOException {
    String name = "fit_reduce_lr";
    assertPasses(
        name,
        argument(c -> c.put("mode", "min").put("cooldown", 0).put("min_lr", 0).put("verbose", 1)));
    assertFails("", name, argument(c -> c.put("cooldown", 100)));
    assertFails("", name, argument(c -> c.put("min_lr", 1.0)));
    assertFails("", name, argument(c -> c.put("mode", "max")));
  }

  @Test
  void allArgumentsOfModelCheckpoint() throws IOException {
    String name = "fit_checkpoint";
    assertPasses(
        name,
        argument(
            c ->
                c.put("mode", "min")
                    .put("initial_value_threshold", "Infinity")
                    .put("save_freq", "epoch")
                    .put("save_weights_only", true)));
    assertFails("saved_epochs", name, argument(c -> c.put("initial_value_threshold", "-Infinity")));
  }

  @Test
  void aTableMayHoldInfinity() throws IOException {
    // The first two rates belong to epochs that do not run.
    assertPasses(
        "fit_initial_epoch",
        argument(c -> c.withArray("table").remove(0))
            .andThen(argument(c -> c.withArray("table").insert(0, "Infinity"))));
  }

  @Test
  void whatNothingReadsIsRefused() throws IOException {
    assertFails(
        "IllegalArgumentException: Expected a known argument of a callback. Received: strictness=3",
        "fit_early_stopping",
        argument(c -> c.put("strictness", 3)));
    assertFails(
        "nothing reads the fields [loss_scale]",
        "fit_early_stopping",
        json -> json.put("loss_scale", 2));
    assertFails(
        "IllegalArgumentException: Expected in compile only [loss, metrics, optimizer,"
            + " weighted_metrics]. Received: [loss_weights]",
        "fit_early_stopping",
        json -> ((ObjectNode) json.get("compile")).put("loss_weights", 0.5));
    assertFails(
        "nothing reads the arrays [missing]",
        "fit_early_stopping",
        json -> json.withArray("expected").add("missing"));
  }

  @Test
  void someElementsOfLargePredictions() throws IOException {
    Tensor predictions = Tensor.of(new float[] {0, 1, 2, 10, 11, 12}, Shape.of(2, 3));
    assertEquals(List.of(), indexed(predictions, Shape.of(4), Shape.of(4), 0, 2, 3, 5));
    assertEquals(List.of(), indexed(predictions, Shape.of(2), Shape.of(2, 2), 0, 2));
    assertEquals(
        List.of(), indexed(predictions, Shape.of(4, 2), Shape.of(4), 0, 0, 0, 2, 1, 0, 1, 2));
    assertEquals(1, indexed(predictions, Shape.of(4), Shape.of(4), 0, 1, 3, 5).size());
  }

  /** What differs from 0, 2, 10, 12 at an index into predictions. */
  private List<String> indexed(Tensor predictions, Shape shape, Shape wanted, double... index)
      throws IOException {
    Path json = folder.resolve("indexed.json");
    Files.writeString(json, "{\"kind\": \"load\"}");
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put("y", NumpyArray.of(new double[] {0, 2, 10, 12}, wanted));
    arrays.put("index", NumpyArray.of(index, shape));
    Npz.write(folder.resolve("indexed.npz"), arrays);
    Checks checks = new Checks(new Tolerance(0, 0));
    Predictions.check(Case.read("files", json), checks, predictions);
    return checks.failures();
  }
}
