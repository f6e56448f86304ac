package io.github.markhor.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.applications.ImageNetClasses.Prediction;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageNetClassesTest {
  @TempDir Path folder;

  private Path written(int count) throws IOException {
    String pairs =
        IntStream.range(0, count)
            .mapToObj(i -> "\"%d\": [\"n%08d\", \"thing_%d\"]".formatted(i, 7 * i, i))
            .collect(Collectors.joining(", ", "{", "}"));
    return Files.writeString(folder.resolve("classes.json"), pairs);
  }

  @Test
  void theHighestScoresComeFirst() throws IOException {
    ImageNetClasses classes = ImageNetClasses.read(written(1000));
    Tensor predictions = Tensor.zeros(2, 1000);
    predictions.buffer().put(31, 0.25f).put(999, 0.5f).put(1000, 0.125f).put(1600, 0.75f);
    assertEquals(
        List.of(
            List.of(
                new Prediction("n00006993", "thing_999", 0.5f),
                new Prediction("n00000217", "thing_31", 0.25f),
                new Prediction("n00000000", "thing_0", 0)),
            List.of(
                new Prediction("n00004200", "thing_600", 0.75f),
                new Prediction("n00000000", "thing_0", 0.125f),
                new Prediction("n00000007", "thing_1", 0))),
        classes.decodePredictions(predictions, 3));
    assertEquals(5, classes.decodePredictions(predictions).get(1).size());
    assertEquals("thing_17", classes.names().get(17));
  }

  @Test
  void otherPredictionsAreRefused() throws IOException {
    ImageNetClasses classes = ImageNetClasses.read(written(1000));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> classes.decodePredictions(Tensor.zeros(2, 9)))
            .getMessage();
    assertEquals("Expected predictions (N, 1000). Received: shape=(2, 9)", message);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path few = written(999);
    String message =
        assertThrows(IllegalArgumentException.class, () -> ImageNetClasses.read(few)).getMessage();
    assertTrue(message.endsWith("classes.json, none for class 999"), message);
    for (String text : List.of("", "[]", "7", "{\"0\": 1}", "{\"0\": [1, 2]}", "{", "null")) {
      Files.writeString(few, text);
      assertThrows(IllegalArgumentException.class, () -> ImageNetClasses.read(few), text);
    }
    assertThrows(
        UncheckedIOException.class, () -> ImageNetClasses.read(folder.resolve("none.json")));
  }
}
