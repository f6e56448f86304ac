package io.github.markhor.file;

import io.github.markhor.config.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads {@code .keras}. */
final class KerasZipReader {
  private final Path path;
  private final Map<String, Object> json;
  private final Map<String, Object> metadata;
  private final Hdf5Input weights;

  private KerasZipReader(Path path, ZipInput zip) {
    this.path = path;
    json = Json.read(KerasZip.CONFIG + " of " + path, zip.text(KerasZip.CONFIG));
    metadata =
        zip.has(KerasZip.METADATA)
            ? Json.read(KerasZip.METADATA + " of " + path, zip.text(KerasZip.METADATA))
            : Map.of();
    weights = new Hdf5Input(path.resolve(KerasZip.WEIGHTS), zip.content(KerasZip.WEIGHTS));
  }

  static SavedModel read(Path path) {
    // What is mapped stays so when the archive is closed.
    try (ZipInput zip = new ZipInput(path)) {
      KerasZipReader reader = new KerasZipReader(path, zip);
      try {
        return reader.read();
      } catch (RuntimeException problem) {
        reader.weights.close();
        throw problem;
      }
    }
  }

  private SavedModel read() {
    String version = metadata.get("keras_version") instanceof String text ? text : null;
    Dialect dialect = ModelConfig.dialect(version);
    ModelConfig config = ModelConfig.of(json, path.toString());
    Keras3Weights laidOut = new Keras3Weights(weights);
    OwnMetadata own = OwnMetadata.read(metadata.get(OwnMetadata.NAME), path);
    return new SavedModel(
        "Keras " + (version == null ? "of an unknown version" : version),
        dialect,
        config.name(),
        config.layers(),
        config.problems(),
        config.problems().isEmpty() ? laidOut.read(config.layers()) : List.of(),
        training(own, dialect, laidOut),
        own.seed(),
        own.classNames(),
        weights);
  }

  private StoredTraining training(OwnMetadata own, Dialect dialect, Keras3Weights laidOut) {
    TrainingConfig keras = TrainingConfig.ofCompileConfig(json.get("compile_config"), path);
    TrainingConfig exact = own.training() == null ? keras : own.training();
    if (exact == null) {
      return null;
    }
    // The order of the arrays follows the description that Keras reads.
    TrainingConfig written = keras == null ? exact : keras;
    boolean hasRate = dialect == Dialect.KERAS_3 && !written.hasSchedule();
    OptimizerState state = laidOut.optimizer(hasRate);
    return new StoredTraining(
        own.training() == null ? dialect : Dialect.KERAS_3,
        exact.optimizer(),
        exact.loss(),
        exact.metrics(),
        exact.weightedMetrics(),
        state.iterations(),
        own.learningRate() == null ? state.learningRate() : own.learningRate(),
        OptimizerSlots.ofFile(written, state.arrays(), true));
  }
}
