package io.github.markhor.classifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that lie beside a classifier's model. */
final class ClassifierFiles {
  /** The model's name in a folder that Markhor writes. */
  static final String MODEL = "model.keras";

  /** Teachable Machine's, which wants pixels from -1 to 1, of the middle of a picture. */
  static final String TEACHABLE_MACHINE = "keras_model.h5";

  private static final String INPUT = "classifier.json";
  private static final String LABELS = "labels.txt";
  private static final Pattern NUMBERED = Pattern.compile("(\\d+)\\s+(.*)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private ClassifierFiles() {}

  /** The model in a folder: Markhor's, Teachable Machine's, or the only one that is there. */
  static Path model(Path folder) {
    for (String name : List.of(MODEL, TEACHABLE_MACHINE)) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> models =
          files.filter(file -> file.toString().matches(".*\\.(keras|h5|hdf5)")).sorted().toList();
      if (models.size() != 1) {
        throw new IllegalArgumentException(
            "Expected a folder with one model, "
                + MODEL
                + " or another .keras or .h5 file."
                + " Received: "
                + folder
                + " with "
                + (models.isEmpty() ? "none" : models.stream().map(Path::getFileName).toList()));
      }
      return models.get(0);
    } catch (IOException problem) {
      throw new UncheckedIOException("Cannot read the folder " + folder + ": " + problem, problem);
    }
  }

  /** What the file beside a model says of its pictures, if there is one. */
  static Optional<PictureInput> input(Path model) {
    Path file = model.resolveSibling(INPUT);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      return Optional.of(PictureInput.fromJson(json.path("input")));
    } catch (IOException | IllegalArgumentException problem) {
      throw new IllegalArgumentException(
          "Expected what a classifier's model wants of pictures, as Markhor writes it, in "
              + file
              + ". Received: "
              + problem.getMessage(),
          problem);
    }
  }

  /**
   * The names of the classes in the file beside a model, one in a line, each with its number before
   * it or none; empty if there is no such file.
   */
  static List<String> labels(Path model) {
    Path file = model.resolveSibling(LABELS);
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      List<String> lines = Files.readAllLines(file).stream().filter(s -> !s.isBlank()).toList();
      List<String> names = new ArrayList<>();
      boolean numbered = true;
      for (int i = 0; i < lines.size(); i++) {
        Matcher line = NUMBERED.matcher(lines.get(i).strip());
        numbered &= line.matches() && line.group(1).equals(String.valueOf(i));
        names.add(numbered ? line.group(2) : lines.get(i).strip());
      }
      return numbered ? names : lines.stream().map(String::strip).toList();
    } catch (IOException problem) {
      throw new UncheckedIOException("Cannot read " + file + ": " + problem, problem);
    }
  }

  static void save(Path folder, PictureInput input, List<String> classNames) {
    ObjectNode json = JSON.createObjectNode().put("version", 1);
    json.set("input", input.toJson(JSON));
    classNames.forEach(json.putArray("classes")::add);
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < classNames.size(); i++) {
      labels.append(i).append(' ').append(classNames.get(i).replaceAll("\\R", " ")).append('\n');
    }
    write(folder.resolve(INPUT), json.toPrettyString() + "\n");
    write(folder.resolve(LABELS), labels.toString());
  }

  /** Writes a file that is in its place only when it is whole. */
  static void write(Path file, String text) {
    AtomicFile.write(
        file,
        temporary -> {
          try {
            Files.writeString(temporary, text);
          } catch (IOException problem) {
            throw new UncheckedIOException("Cannot write " + file + ": " + problem, problem);
          }
        });
  }
}
