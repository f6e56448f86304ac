package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.layer.Nested;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A format of the user's own, which is found as those of Keras are: {@link ToyFormat}. */
final class OwnFormatTest {
  private static final Tensor X = Tensor.of(new float[] {1, -2, 3, 0.5f, 0.25f, -4}, 2, 3);

  @TempDir Path folder;

  private static Sequential model() {
    return Sequential.of(
        Input.of(3),
        Nested.of(Input.of(3), Dense.of(4).activation("tanh"), Dense.of(2)).name("body"),
        Dense.of(5).name("head"));
  }

  @Test
  void aModelIsSavedByItsEndingAndLoadedByItsContent() throws IOException {
    Path file = folder.resolve("model.toy");
    Path renamed = folder.resolve("model.keras");
    try (Sequential model = model()) {
      model.save(file);
      Files.copy(file, renamed, StandardCopyOption.REPLACE_EXISTING);
      for (Path each : new Path[] {file, renamed}) {
        try (Model loaded = Model.load(each)) {
          assertEquals(model.toJson(), loaded.toJson());
          assertArrayEquals(model.predict(X).toArray(), loaded.predict(X).toArray());
        }
      }
    }
  }

  @Test
  void weightsGoThroughItToo() {
    Path file = folder.resolve("w.weights.toy");
    try (Sequential model = model();
        Sequential other = model()) {
      model.saveWeights(file);
      other.loadWeights(file, LoadOptions.defaults().byName(true));
      assertArrayEquals(model.predict(X).toArray(), other.predict(X).toArray());
      ModelFileException refused = assertThrows(ModelFileException.class, () -> Model.load(file));
      assertTrue(refused.getMessage().contains("whole model"), refused.getMessage());
    }
  }

  @Test
  void messagesNameItBesideKerasFormats() {
    try (Sequential model = model()) {
      Path file = folder.resolve("model.txt");
      String message = assertThrows(ModelFileException.class, () -> model.save(file)).getMessage();
      for (String ending : new String[] {".keras", ".h5", ".toy"}) {
        assertTrue(message.contains(ending), message);
      }
    }
  }
}
