package io.github.markhor.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code .keras} as Keras 3.15 does. */
final class KerasZipWriter {
  private static final String KERAS_VERSION = "3.15.1";

  private KerasZipWriter() {}

  static void write(SavedModel model, Path file) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("keras_version", KERAS_VERSION);
    metadata.put(
        "date_saved",
        LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss")));
    metadata.put(OwnMetadata.NAME, OwnMetadata.write(model));
    Map<String, Object> compiled =
        model.training() == null ? null : Keras3Configs.compiled(model.training());
    Map<String, Object> config = Keras3Configs.model(model.name(), model.layers());
    if (compiled != null) {
      config.put("compile_config", compiled);
    }
    Hdf5Output weights = new Hdf5Output();
    Keras3Weights.write(weights, model);
    if (model.training() != null) {
      Keras3Weights.writeOptimizer(weights, model.training(), Keras3Configs.rate(model.training()));
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ZipOutput zip = new ZipOutput(channel);
      zip.add(KerasZip.METADATA, Json.write(metadata));
      zip.add(KerasZip.CONFIG, Json.write(config));
      zip.add(KerasZip.WEIGHTS, weights::write);
      zip.finish();
    } catch (IOException problem) {
      throw new ModelFileException("The file " + file + " cannot be written: " + problem, problem);
    }
  }
}
