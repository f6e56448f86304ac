package io.github.markhor.file.keras;

import io.github.markhor.config.Dialect;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.file.zip.ZipInput;
import io.github.markhor.text.Notices;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/** Reads {@code .keras}. */
final class KerasZipReader {
  private static final Logger LOG = Notices.logger(KerasZipReader.class);

  private final String file;
  private final JsonObject json;
  private final JsonObject metadata;
  private final Hdf5Input weights;

  private KerasZipReader(Path path, ZipInput zip) {
    file = path.toString();
    json = JsonObject.parse(Entries.CONFIG + " of " + path, zip.text(Entries.CONFIG));
    metadata =
        zip.has(Entries.METADATA)
            ? JsonObject.parse(Entries.METADATA + " of " + path, zip.text(Entries.METADATA))
            : new JsonObject();
    weights = new Hdf5Input(path.resolve(Entries.WEIGHTS), zip.content(Entries.WEIGHTS));
  }

  static SavedModel read(Path path) {
    // An entry that is mapped stays so when the archive is closed.
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
    String version = metadata.findString("keras_version");
    Dialect dialect = ArchitectureReader.dialect(version);
    boolean isOwn = metadata.findObject(OwnMetadata.NAME) != null;
    ArchitectureReader reader =
        new ArchitectureReader(file, dialect, isOwn || dialect == Dialect.KERAS_2);
    Architecture model = reader.read(json);
    Keras3Weights laidOut = new Keras3Weights(weights);
    OwnMetadata own = OwnMetadata.read(metadata.findObject(OwnMetadata.NAME));
    return new SavedModel(
        "Keras " + (version == null ? "of an unknown version" : version),
        model,
        reader.problems(),
        reader.weights(model, () -> laidOut.read(model)),
        () -> training(own, dialect, laidOut, model.outputNames()),
        own.seed(),
        own.classNames(),
        weights);
  }

  private StoredTraining training(
      OwnMetadata own, Dialect dialect, Keras3Weights laidOut, List<String> outputs) {
    TrainingConfig keras =
        TrainingConfig.ofCompileConfig(json.findObject("compile_config"), dialect, outputs);
    TrainingConfig exact =
        own.compiled() == null
            ? keras
            : TrainingConfig.ofCompileConfig(own.compiled(), Dialect.KERAS_3, outputs);
    if (exact == null) {
      return null;
    }
    // The order of the arrays follows the description that Keras reads.
    TrainingConfig written = keras == null ? exact : keras;
    boolean hasRate = dialect == Dialect.KERAS_3 && !written.hasSchedule();
    OptimizerState state = laidOut.optimizer(hasRate);
    if (!laidOut.hasOptimizer()) {
      LOG.warn(
          "The optimizer of the model in {} begins anew: the file does not hold its state. Keras 2"
              + " writes none of a legacy optimizer to .keras.",
          file);
    }
    return new StoredTraining(
        exact.optimizer(),
        exact.outputs(),
        state.iterations(),
        own.learningRate() == null ? state.learningRate() : own.learningRate(),
        OptimizerSlots.ofFile(written.optimizer(), state, true));
  }
}
