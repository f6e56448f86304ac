package io.github.markhor.file.keras;

import io.github.markhor.file.Architecture;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.ModelFormat;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.SavedWeights;
import io.github.markhor.hdf5.Hdf5File;
import io.github.markhor.hdf5.Hdf5Output;
import java.nio.file.Path;
import java.util.List;

/**
 * Keras's weights alone as {@code .weights.h5}, in the layout {@link Keras3Weights}. Read as Keras
 * 2.12 and later write them, written as Keras 3 does. See <a
 * href="https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/">Keras: weights
 * saving and loading</a>.
 */
final class KerasWeightsH5 implements ModelFormat {
  @Override
  public String name() {
    return "Keras's weights alone";
  }

  @Override
  public List<String> modelEndings() {
    return List.of();
  }

  @Override
  public List<String> weightsEndings() {
    return List.of(".weights.h5");
  }

  @Override
  public Claim claim(Path file, byte[] start) {
    return Hdf5File.recognizes(start) && isLaidOutAsKeras3Does(file) ? Claim.CERTAIN : Claim.NONE;
  }

  /**
   * False for a damaged file too: {@link KerasH5}, which takes all other HDF5, says what is wrong.
   */
  private static boolean isLaidOutAsKeras3Does(Path file) {
    try (Hdf5Input input = new Hdf5Input(file)) {
      return input.text(input.root(), "model_config") == null
          && new Keras3Weights(input).isLaidOutLikeThis();
    } catch (ModelFileException damaged) {
      return false;
    }
  }

  @Override
  public SavedModel read(Path file) {
    throw new ModelFileException(
        "Expected a whole model in "
            + file
            + ". Received: weights alone, which Model.loadWeights loads into a model");
  }

  @Override
  public SavedWeights readWeights(Path file, Architecture model) {
    Hdf5Input input = new Hdf5Input(file);
    try {
      Keras3Weights weights = new Keras3Weights(input);
      return new SavedWeights(weights.read(model), weights.hasNames(), input);
    } catch (RuntimeException problem) {
      input.close();
      throw problem;
    }
  }

  @Override
  public void write(SavedModel model, Path file) {
    throw new UnsupportedOperationException("The format holds weights alone.");
  }

  @Override
  public void writeWeights(SavedModel model, Path file) {
    Writing.to(
        file,
        () -> {
          Hdf5Output output = new Hdf5Output();
          Keras3Weights.write(output, model);
          output.write(file);
        });
  }
}
