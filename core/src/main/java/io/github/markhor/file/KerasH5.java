package io.github.markhor.file;

import io.github.markhor.hdf5.Hdf5File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keras's whole models in HDF5, {@code .h5}, and weights alone in the layout that Keras 2 gives
 * them there. Read as Keras 2.0 to 2.15 write them, and as Keras 3 does; written in the dialect of
 * Keras 2.15, which Keras 3 reads too. See <a
 * href="https://keras.io/guides/serialization_and_saving/">Keras: save, serialize, and export
 * models</a>. What Keras 3 calls {@code .weights.h5} is laid out in another way.
 */
final class KerasH5 implements ModelFormat {
  @Override
  public String name() {
    return "Keras's HDF5 format (.h5)";
  }

  @Override
  public boolean recognizes(Path file, byte[] start) {
    return Hdf5File.recognizes(start);
  }

  @Override
  public boolean writes(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".h5") && !name.endsWith(".weights.h5")) || name.endsWith(".hdf5");
  }

  @Override
  public boolean writesWeights(Path file) {
    return writes(file);
  }

  @Override
  public SavedModel read(Path file) {
    return KerasH5Reader.read(file);
  }

  @Override
  public SavedWeights readWeights(Path file, List<Map<String, Object>> layers) {
    return KerasH5Reader.readWeights(file, layers);
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
