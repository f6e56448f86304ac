package io.github.markhor.file.keras;

import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.file.zip.ZipOutput;
import io.github.markhor.hdf5.Hdf5Output;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Writes {@code .keras} as Keras 3.15 does. */
final class KerasZipWriter {
  private static final String KERAS_VERSION = "3.15.1";
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");

  private KerasZipWriter() {}

  static void write(SavedModel model, Path file) {
    Writing.to(file, () -> writeArchive(model, file));
  }

  private static void writeArchive(SavedModel model, Path file) throws IOException {
    JsonObject metadata =
        new JsonObject()
            .with("keras_version", KERAS_VERSION)
            .with("date_saved", LocalDateTime.now().format(DATE))
            .with(OwnMetadata.NAME, OwnMetadata.write(model));
    StoredTraining training = model.training().get();
    JsonObject compiled =
        training == null ? null : ToKeras3.compiled(training, model.architecture().givesMap());
    JsonObject config = ToKeras3.model(model.architecture());
    if (compiled != null) {
      config.with("compile_config", compiled);
    }
    Hdf5Output weights = new Hdf5Output();
    Keras3Weights.write(weights, model);
    if (training != null) {
      Keras3Weights.writeOptimizer(weights, training, ToKeras3.rate(training));
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ZipOutput zip = new ZipOutput(channel);
      zip.add(Entries.METADATA, metadata.write());
      zip.add(Entries.CONFIG, config.write());
      zip.add(Entries.WEIGHTS, weights::write);
      zip.finish();
    }
  }
}
