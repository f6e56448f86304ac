package io.github.markhor.file;

import io.github.markhor.hdf5.Hdf5File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keras's weights alone as {@code .weights.h5}, in the layout {@link Keras3Weights}. Read as Keras
 * 2.12 and later write them, written as Keras 3 does. See <a
 * href="https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/">Keras: weights
 * saving and loading</a>.
 */
final class KerasWeightsH5 implements ModelFormat {
  @Override
  public String name() {
    return "Keras's weights alone (.weights.h5)";
  }

  @Override
  public boolean recognizes(Path file, byte[] start) {
    if (!Hdf5File.recognizes(start)) {
      return false;
    }
    try (Hdf5Input input = new Hdf5Input(file)) {
      return input.text(input.root(), "model_config") == null
          && new Keras3Weights(input).isLaidOutLikeThis();
    }
  }

  @Override
  public boolean writes(Path file) {
    return false;
  }

  @Override
  public boolean writesWeights(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".weights.h5");
  }

  @Override
  public SavedModel read(Path file) {
    throw new ModelFileException(
        "Expected a whole model in "
            + file
            + ". Received: weights alone, which Sequential.loadWeights loads into a model");
  }

  @Override
  public SavedWeights readWeights(Path file, List<Map<String, Object>> layers) {
    Hdf5Input input = new Hdf5Input(file);
    try {
      return new SavedWeights(new Keras3Weights(input).read(layers), input);
    } catch (RuntimeException problem) {
      input.close();
      throw problem;
    }
  }

  @Override
  public void write(SavedModel model, Path file) {
    throw new ModelFileException(
        "Expected a name for a whole model. Received: " + file + ", a name for weights alone");
  }

  @Override
  public void writeWeights(SavedModel model, Path file) {
    Hdf5Output output = new Hdf5Output();
    Keras3Weights.write(output, model);
    try {
      output.write(file);
    } catch (IOException problem) {
      throw new ModelFileException("The file " + file + " cannot be written: " + problem, problem);
    }
  }
}
