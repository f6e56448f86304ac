package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model files within a jar or a zip file: their paths give no channels that can be mapped. */
final class OtherFileSystemsTest {
  private static final Tensor X = Tensor.of(new float[] {1, -2, 3, 0.5f}, 2, 2);

  @TempDir Path folder;

  private static Sequential model() {
    return Sequential.of(Input.of(2), Dense.of(3).name("d"), Dense.of(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/m.keras", "/in/folders/m.h5", "/m.hdf5"})
  void wholeModelsAreSavedAndLoaded(String name) throws IOException {
    Path zip = folder.resolve("models.jar");
    try (Sequential model = model()) {
      model.compile(Adam.of(0.01), MeanSquaredError.of());
      model.trainOnBatch(X, X);
      try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
        model.save(files.getPath(name));
        model.save(files.getPath(name));
      }
      try (FileSystem files = FileSystems.newFileSystem(zip)) {
        try (Model again = Model.load(files.getPath(name));
            Sequential other = model()) {
          assertArrayEquals(model.predict(X).toArray(), again.predict(X).toArray());
          assertEquals(1, again.trainingState().iterations());
          other.loadWeights(files.getPath(name));
          assertArrayEquals(model.predict(X).toArray(), other.predict(X).toArray());
          again.restore(files.getPath(name));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/m.weights.h5", "/m.h5"})
  void weightsAloneToo(String name) throws IOException {
    Path zip = folder.resolve("weights.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"));
        Sequential model = model();
        Sequential other = model()) {
      Path file = files.getPath(name);
      model.saveWeights(file);
      other.loadWeights(file);
      assertArrayEquals(model.predict(X).toArray(), other.predict(X).toArray());
    }
  }

  /** What is damaged is refused by its name there as on the disk. */
  @Test
  void damagedFilesAreRefused() throws IOException {
    Path plain = folder.resolve("m.keras");
    try (Sequential model = model()) {
      model.save(plain);
    }
    byte[] whole = Files.readAllBytes(plain);
    Path zip = folder.resolve("models.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("cut.keras"));
      out.write(whole, 0, whole.length / 2);
      out.putNextEntry(new ZipEntry("page.h5"));
      out.write("<html></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      for (String name : new String[] {"/cut.keras", "/page.h5", "/none.keras"}) {
        String message =
            assertThrows(ModelFileException.class, () -> Model.load(files.getPath(name)))
                .getMessage();
        assertTrue(message.contains(name), message);
      }
    }
  }
}
