package io.github.markhor.file.keras;

import io.github.markhor.config.Dialect;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.SavedModel;
import java.util.List;

/** Keras's architectures as JSON, without weights: {@code to_json}, {@code model_from_json}. */
public final class KerasJson {
  /** Says who wrote the JSON; Keras passes over it. */
  private static final String WRITER = "written_by";

  private static final String MARKHOR = "Markhor";

  private KerasJson() {}

  /** Writes an architecture in the dialect of Keras 3. */
  public static String write(Architecture model) {
    return ToKeras3.model(model).with(WRITER, MARKHOR).write();
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
    Dialect dialect = ArchitectureReader.dialect(version);
    boolean isOwn = MARKHOR.equals(json.get(WRITER));
    ArchitectureReader reader =
        new ArchitectureReader(place, dialect, isOwn || dialect == Dialect.KERAS_2);
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
