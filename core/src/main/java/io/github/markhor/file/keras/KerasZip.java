package io.github.markhor.file.keras;

import io.github.markhor.file.Architecture;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.ModelFormat;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.SavedWeights;
import java.nio.file.Path;
import java.util.List;

/**
 * Keras's whole models as {@code .keras}: a ZIP archive of config.json, metadata.json and
 * model.weights.h5, which is laid out as {@link Keras3Weights} says. Read as Keras 2.12 and later
 * write it, written as Keras 3.15 does. All that Keras has no place for lies in metadata.json,
 * under a name that Keras ignores. See <a
 * href="https://keras.io/guides/serialization_and_saving/">Keras: save, serialize, and export
 * models</a>.
 */
final class KerasZip implements ModelFormat {
  @Override
  public String name() {
    return "Keras's ZIP format";
  }

  @Override
  public List<String> modelEndings() {
    return List.of(".keras");
  }

  @Override
  public List<String> weightsEndings() {
    return List.of();
  }

  @Override
  public Claim claim(Path file, byte[] start) {
    boolean zip = start.length > 3 && start[0] == 'P' && start[1] == 'K' && start[2] < 7;
    return zip ? Claim.CONTAINER : Claim.NONE;
  }

  @Override
  public SavedModel read(Path file) {
    return KerasZipReader.read(file);
  }

  /** The groups of the weights are named after the layers in the file, not after the model's. */
  @Override
  public SavedWeights readWeights(Path file, Architecture model) {
    SavedModel saved = KerasZipReader.read(file);
    if (!saved.problems().isEmpty()) {
      saved.close();
      throw new ModelFileException(
          "Expected a model whose layers are known in "
              + file
              + ", to tell which weights are theirs. Received: "
              + String.join(
                  "; ", saved.problems().stream().map(SavedModel.Problem::text).toList()));
    }
    return new SavedWeights(saved.weights(), saved);
  }

  @Override
  public void write(SavedModel model, Path file) {
    KerasZipWriter.write(model, file);
  }

  @Override
  public void writeWeights(SavedModel model, Path file) {
    throw new UnsupportedOperationException("The format holds whole models.");
  }
}
