package io.github.markhor.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keras's whole models as {@code .keras}: a ZIP archive of config.json, metadata.json and
 * model.weights.h5, which is laid out as {@link Keras3Weights} says. Read as Keras 2.12 and later
 * write it, written as Keras 3.15 does. What Keras has no place for lies in metadata.json, under a
 * name that Keras ignores. See <a href="https://keras.io/guides/serialization_and_saving/">Keras:
 * save, serialize, and export models</a>.
 */
final class KerasZip implements ModelFormat {
  static final String CONFIG = "config.json";
  static final String METADATA = "metadata.json";
  static final String WEIGHTS = "model.weights.h5";

  @Override
  public String name() {
    return "Keras's ZIP format (.keras)";
  }

  @Override
  public boolean recognizes(Path file, byte[] start) {
    return start.length > 3 && start[0] == 'P' && start[1] == 'K' && start[2] < 7;
  }

  @Override
  public boolean writes(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".keras");
  }

  @Override
  public boolean writesWeights(Path file) {
    return false;
  }

  @Override
  public SavedModel read(Path file) {
    return KerasZipReader.read(file);
  }

  /** The file itself says which layers it has, so that those they are for may be others. */
  @Override
  public SavedWeights readWeights(Path file, List<Map<String, Object>> layers) {
    SavedModel model = KerasZipReader.read(file);
    return new SavedWeights(model.weights(), model);
  }

  @Override
  public void write(SavedModel model, Path file) {
    KerasZipWriter.write(model, file);
  }

  @Override
  public void writeWeights(SavedModel model, Path file) {
    throw new ModelFileException(
        "Expected a name for weights alone. Received: " + file + ", a name for a whole model");
  }
}
