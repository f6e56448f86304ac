package io.github.markhor.classifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files of a training: its settings, how far it has come, and what it leaves. */
final class TrainingFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FINISHED = "finished";
  private static final String HEAD_EPOCHS = "head_epochs";
  private static final String SETTINGS = "settings";

  private final Path folder;

  TrainingFiles(Path folder) {
    this.folder = folder;
  }

  private Path settings() {
    return folder.resolve("training.json");
  }

  Path history() {
    return folder.resolve("history.csv");
  }

  Path report() {
    return folder.resolve("report.html");
  }

  Path backup(String phase) {
    return folder.resolve("backup").resolve(phase);
  }

  /** The weights between the training of the head and that of the base. */
  Path head() {
    return folder.resolve("backup").resolve("head.weights.h5");
  }

  boolean hasHead() {
    return Files.isRegularFile(head());
  }

  /** Keeps the head that was trained in so many epochs, for a training that is broken off later. */
  void saveHead(Model model, int epochs) {
    write(((ObjectNode) read()).put(HEAD_EPOCHS, epochs));
    model.saveWeights(head());
  }

  /** The epochs in which the head was trained. */
  int headEpochs() {
    return read().path(HEAD_EPOCHS).asInt();
  }

  /**
   * Notes the settings, or compares them with those of the training that goes on.
   *
   * @throws IllegalArgumentException if the folder holds results that no one has given up, or there
   *     is nothing to go on with
   */
  void begin(Map<String, String> wanted, boolean resume, boolean overwrite) {
    JsonNode earlier = read();
    if (resume) {
      checkSame(earlier, wanted);
      return;
    }
    boolean holdsResults = earlier != null || Files.exists(folder.resolve(ClassifierFiles.MODEL));
    if (holdsResults && !overwrite) {
      boolean finished = earlier == null || earlier.path(FINISHED).asBoolean();
      throw new IllegalArgumentException(
          "Expected a folder for the results that holds no others. Received: "
              + folder
              + ", with those of a training that "
              + (finished ? "has ended" : "was broken off: resume it")
              + ". Choose another folder, or overwrite them");
    }
    removeProgress();
    remove(history());
    write(wanted, false);
  }

  private void checkSame(JsonNode earlier, Map<String, String> wanted) {
    if (earlier == null) {
      throw new IllegalArgumentException(
          "Expected a folder with a training to resume. Received: " + folder + ", without one");
    }
    if (earlier.path(FINISHED).asBoolean()) {
      throw new IllegalArgumentException(
          "Expected a training to resume that was broken off. Received: "
              + folder
              + ", whose training has ended");
    }
    List<String> different = new ArrayList<>();
    wanted.forEach(
        (name, value) -> {
          String before = earlier.path(SETTINGS).path(name).asText();
          if (!before.equals(value)) {
            different.add(name + " was " + before + " and is " + value);
          }
        });
    if (!different.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected the settings of the training that is resumed. Received: "
              + String.join(", ", different));
    }
  }

  private JsonNode read() {
    try {
      return Files.isRegularFile(settings()) ? JSON.readTree(Files.readString(settings())) : null;
    } catch (IOException problem) {
      throw new UncheckedIOException("Cannot read " + settings() + ": " + problem, problem);
    }
  }

  private void write(Map<String, String> wanted, boolean finished) {
    ObjectNode json = JSON.createObjectNode().put("version", 1).put(FINISHED, finished);
    ObjectNode each = json.putObject(SETTINGS);
    wanted.forEach(each::put);
    write(json);
  }

  private void write(ObjectNode json) {
    ClassifierFiles.write(settings(), json.toPrettyString() + "\n");
  }

  /** Notes that the training has come to its end. */
  void end() {
    removeProgress();
    write(((ObjectNode) read()).put(FINISHED, true));
  }

  /** Removes what a training leaves to be resumed with; files of others in these folders stay. */
  private void removeProgress() {
    remove(head());
    for (String phase : List.of("train", "head", "fine")) {
      if (Files.isDirectory(backup(phase))) {
        try (var backups = Files.newDirectoryStream(backup(phase), "backup-*.h5")) {
          backups.forEach(TrainingFiles::remove);
        } catch (IOException problem) {
          throw new UncheckedIOException("Cannot read " + backup(phase) + ": " + problem, problem);
        }
        remove(backup(phase));
      }
    }
    remove(folder.resolve("backup"));
  }

  /** Removes a file, or a folder if nothing lies in it. */
  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (DirectoryNotEmptyException othersLieThere) {
      return;
    } catch (IOException problem) {
      throw new UncheckedIOException("Cannot remove " + file + ": " + problem, problem);
    }
  }
}
