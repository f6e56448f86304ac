package io.github.markhor.file.keras;

import io.github.markhor.file.ModelFormat;
import io.github.markhor.file.ModelFormatCatalogue;
import java.util.List;

/** The formats of Keras's files. */
public final class KerasFormats implements ModelFormatCatalogue {
  @Override
  public List<ModelFormat> formats() {
    return List.of(new KerasZip(), new KerasH5(), new KerasWeightsH5());
  }
}
