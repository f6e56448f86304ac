package io.github.markhor.file.keras;

import io.github.markhor.file.Architecture;
import io.github.markhor.file.ModelFormat;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.SavedWeights;
import io.github.markhor.hdf5.Hdf5File;
import java.nio.file.Path;
import java.util.List;

/**
 * Keras's whole models in HDF5, {@code .h5}, and weights alone in the layout that Keras 2 gives
 * them there. Read as Keras 2.0 to 2.15 write them, and as Keras 3 does; written in the dialect of
 * Keras 2.15, which Keras 3 reads too. See <a
 * href="https://keras.io/guides/serialization_and_saving/">Keras: save, serialize, and export
 * models</a>. What Keras 3 calls {@code .weights.h5} is laid out in another way: {@link
 * KerasWeightsH5}.
 */
final class KerasH5 implements ModelFormat {
  private static final List<String> ENDINGS = List.of(".h5", ".hdf5");

  @Override
  public String name() {
    return "Keras's HDF5 format";
  }

  @Override
  public List<String> modelEndings() {
    return ENDINGS;
  }

  @Override
  public List<String> weightsEndings() {
    return ENDINGS;
  }

  @Override
  public Claim claim(Path file, byte[] start) {
    return Hdf5File.recognizes(start) ? Claim.CONTAINER : Claim.NONE;
  }

  @Override
  public SavedModel read(Path file) {
    return KerasH5Reader.read(file);
  }

  @Override
  public SavedWeights readWeights(Path file, Architecture model) {
    return KerasH5Reader.readWeights(file, model);
  }

  @Override
  public void write(SavedModel model, Path file) {
    KerasH5Writer.write(model, file);
  }

  @Override
  public void writeWeights(SavedModel model, Path file) {
    KerasH5Writer.writeWeights(model.weights(), file);
  }
}
