package io.github.markhor.file.keras;

import io.github.markhor.file.Architecture;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.SavedModel;
import java.util.List;

/** Keras's architectures as JSON, without weights: {@code to_json}, {@code model_from_json}. */
public final class KerasJson {
  private KerasJson() {}

  /** Writes an architecture in the dialect of Keras 3. */
  public static String write(Architecture model) {
    return ToKeras3.model(model).write();
  }

  /**
   * Reads an architecture that Keras 1, 2 or 3 wrote, as a model without weights.
   *
   * @param place where the text is from, for messages
   * @throws ModelFileException if it is no architecture
   */
  public static SavedModel read(String place, String text) {
    JsonObject json = JsonObject.parse(place, text);
    String version = json.findString("keras_version");
    ArchitectureReader reader = new ArchitectureReader(place, ArchitectureReader.dialect(version));
    Architecture model = reader.read(json);
    return new SavedModel(
        "Keras " + (version == null ? "3" : version),
        model,
        reader.problems(),
        List.of(),
        () -> null,
        null,
        List.of(),
        () -> {});
  }
}
