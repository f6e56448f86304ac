package io.github.markhor.conformance;

import io.github.markhor.Model;
import io.github.markhor.TrainingState;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The rule within Markhor for a file that it writes: read again it is the same model bit for bit,
 * written again it has the same bytes. What real Keras makes of it, {@code check_written.py} says.
 */
final class WriteKind {
  private WriteKind() {}

  static void write(Case given, Checks checks) throws IOException {
    given.passOver("checked_by", "must"); // for Keras, and for people
    Path folder = Files.createTempDirectory("written");
    try {
      for (Object file : given.list("round_trips")) {
        try (Model model = Model.load(given.folder().resolve((String) file))) {
          checkModel(checks, (String) file, model, folder.resolve("model.h5"));
          checkModel(checks, (String) file, model, folder.resolve("model.keras"));
          checkWeights(checks, (String) file, model, folder.resolve("model.weights.h5"));
        }
      }
      try (var files = Files.list(folder)) {
        checks.equal("files left", List.of(), files.toList());
      }
    } finally {
      Files.delete(folder);
    }
  }

  private static void checkModel(Checks checks, String file, Model model, Path written)
      throws IOException {
    String what = file + " as " + written.getFileName();
    model.save(written);
    try (Model again = Model.load(written)) {
      checkSame(checks, what + ": weight ", model.getWeights(), again.getWeights());
      checks.equal(what + ": config", model.toJson(), again.toJson());
      checkTraining(checks, what, model.trainingState(), again.trainingState());
    }
    Path second = written.resolveSibling("second-" + written.getFileName());
    model.save(second);
    checks.that(
        Arrays.equals(withoutDate(written), withoutDate(second)), what + ": other bytes each time");
    Files.delete(written);
    Files.delete(second);
  }

  private static void checkTraining(
      Checks checks, String what, TrainingState expected, TrainingState received) {
    checks.equal(what + ": compiled", expected != null, received != null);
    if (expected == null || received == null) {
      return;
    }
    checks.equal(
        what + ": optimizer",
        expected.optimizer().config().values(),
        received.optimizer().config().values());
    checks.equal(
        what + ": loss", expected.loss().config().values(), received.loss().config().values());
    checks.equal(what + ": iterations", expected.iterations(), received.iterations());
    checkSame(
        checks,
        what + ": slot ",
        List.copyOf(expected.slots().values()),
        List.copyOf(received.slots().values()));
  }

  private static void checkWeights(Checks checks, String file, Model model, Path written)
      throws IOException {
    model.saveWeights(written);
    try (Model again = Model.fromJson(model.toJson())) {
      again.loadWeights(written);
      checkSame(
          checks, file + " as weights alone: weight ", model.getWeights(), again.getWeights());
    }
    Files.delete(written);
  }

  private static void checkSame(
      Checks checks, String what, List<Tensor> expected, List<Tensor> received) {
    checks.equal(what + "count", expected.size(), received.size());
    for (int i = 0; i < Math.min(expected.size(), received.size()); i++) {
      checks.that(
          expected.get(i).shape().equals(received.get(i).shape())
              && Arrays.equals(expected.get(i).toArray(), received.get(i).toArray()),
          what + i + " differs");
    }
  }

  /** A file's bytes; of an archive its entries, without the metadata, which has the date. */
  private static byte[] withoutDate(Path file) throws IOException {
    if (!file.toString().endsWith(".keras")) {
      return Files.readAllBytes(file);
    }
    try (ZipFile zip = new ZipFile(file.toFile());
        var all = new java.io.ByteArrayOutputStream()) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (!entry.getName().equals("metadata.json")) {
          all.writeBytes(zip.getInputStream(entry).readAllBytes());
        }
      }
      return all.toByteArray();
    }
  }
}
