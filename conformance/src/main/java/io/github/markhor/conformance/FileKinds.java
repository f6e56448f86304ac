package io.github.markhor.conformance;

import io.github.markhor.LoadOptions;
import io.github.markhor.Sequential;
import io.github.markhor.TrainingState;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads model files that Keras wrote, and files that no reader should trust. */
final class FileKinds {
  private FileKinds() {}

  /** Loads, predicts, and goes on training where the file's training stopped. */
  static void load(Case given, Checks checks) {
    try (Sequential model = Sequential.load(file(given))) {
      checks.close("y", given.array("y"), model.predict(given.tensor("x")));
      if (given.has("optimizer")) {
        checkOptimizer(given, checks, model.trainingState());
      }
      if (given.has("train")) {
        train(given, checks, model);
      }
    } catch (ModelFileException refused) {
      String version = given.string("from").replaceAll("^Keras (\\S+?),?( .*|$)", "$1");
      if (!given.flag("may_refuse") || !refused.getMessage().contains(version)) {
        throw refused;
      }
      checks.that(true, "refused");
    }
  }

  private static void checkOptimizer(Case given, Checks checks, TrainingState state) {
    Map<String, Object> optimizer = given.map("optimizer");
    checks.that(state != null, "the model is not compiled");
    if (state == null) {
      return;
    }
    checks.equal("optimizer", optimizer.get("class_name"), state.optimizer().className());
    if (optimizer.get("iterations") instanceof Number iterations) {
      checks.equal("iterations", iterations.longValue(), state.iterations());
    }
    if (optimizer.get("config") instanceof Map<?, ?> config
        && config.get("learning_rate") instanceof Number rate) {
      checks.close("learning rate", rate, state.optimizer().learningRate());
    }
  }

  private static void train(Case given, Checks checks, Sequential model) {
    Tolerance within = Tolerance.of((Map<?, ?>) given.map("train").get("tolerance"));
    int steps = (Integer) given.map("train").get("steps");
    NpyArray x = given.array("train_x");
    NpyArray y = given.array("train_y");
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      losses[step] = model.trainOnBatch(x.row(step).tensor(), y.row(step).tensor()).get("loss");
    }
    NpyArray expected = given.array("losses");
    checks.close("losses", expected, new NpyArray(expected.shape(), losses), within);
    model
        .layers()
        .forEach(
            layer -> {
              List<Tensor> values = layer.getWeights();
              for (int i = 0; i < values.size(); i++) {
                String name = "after/" + layer.weights().get(i).variable().name();
                checks.close(name, given.array(name), NpyArray.of(values.get(i)), within);
              }
            });
  }

  /** Loads weights alone into a model that is described in the case. */
  static void weights(Case given, Checks checks) {
    Map<String, Object> load = given.map("load");
    LoadOptions options =
        LoadOptions.defaults()
            .byName(Boolean.TRUE.equals(load.get("by_name")))
            .skipMismatch(Boolean.TRUE.equals(load.get("skip_mismatch")));
    try (Sequential model = Sequential.fromJson(given.json("model"))) {
      if (given.has("base")) {
        model.loadWeights(given.folder().resolve(given.string("base")));
      }
      model.loadWeights(file(given), options);
      checks.close("y", given.array("y"), model.predict(given.tensor("x")));
    }
  }

  /** A file that must be refused, with an error that names all that is wrong. */
  static void unsupported(Case given, Checks checks) {
    checkRefused(given, checks, given.list("must_name"));
  }

  /** A file that must be refused, or whose loading must at least do no harm. */
  static void hostile(Case given, Checks checks) throws IOException {
    switch (given.string("must")) {
      case "be refused" -> checkRefused(given, checks, mentions(given));
      case "be refused or load right" -> {
        try (Sequential model = Sequential.load(file(given))) {
          checks.close("y", given.array("y"), model.predict(given.tensor("x")));
        } catch (ModelFileException refused) {
          checkMentions(checks, mentions(given), refused);
        }
      }
      case "be refused or load" -> mutants(given, checks);
      default ->
          throw new IllegalArgumentException(
              "Expected a known demand. Received: " + given.get("must"));
    }
  }

  private static void mutants(Case given, Checks checks) throws IOException {
    byte[] original = Files.readAllBytes(file(given));
    NpyArray positions = given.array("position");
    NpyArray values = given.array("value");
    Path mutant = Files.createTempFile("mutant", ".h5");
    try {
      for (int i = 0; i < positions.shape().size(0); i++) {
        byte[] bytes = original.clone();
        for (int j = 0; j < positions.shape().size(1); j++) {
          bytes[(int) positions.row(i).values()[j]] = (byte) values.row(i).values()[j];
        }
        Files.write(mutant, bytes);
        checkMutant(given, checks, mutant, i);
      }
    } finally {
      Files.delete(mutant);
    }
  }

  private static void checkMutant(Case given, Checks checks, Path mutant, int i) {
    long start = System.nanoTime();
    try (Sequential model = Sequential.load(mutant)) {
      checks.that(model != null, "mutant " + i);
    } catch (ModelFileException refused) {
      checks.that(refused.getMessage() != null, "mutant " + i + ": refused without a message");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError other) {
      checks.that(false, "mutant " + i + ": " + other);
    }
    checkTime(given, checks, start);
  }

  private static void checkRefused(Case given, Checks checks, List<?> mentions) {
    long start = System.nanoTime();
    try (Sequential model = Sequential.load(file(given))) {
      checks.that(false, "expected to be refused, loaded " + model.name());
    } catch (ModelFileException refused) {
      checkMentions(checks, mentions, refused);
    }
    if (given.has("limits")) {
      checkTime(given, checks, start);
    }
  }

  private static void checkTime(Case given, Checks checks, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    double limit = ((Number) given.map("limits").get("seconds")).doubleValue();
    checks.that(seconds <= limit, "took " + seconds + " s, allowed are " + limit);
  }

  private static List<?> mentions(Case given) {
    return given.get("mentions") instanceof List<?> words ? words : List.of();
  }

  private static void checkMentions(Checks checks, List<?> words, ModelFileException refused) {
    List<Object> missing = new ArrayList<>(words);
    missing.removeIf(word -> refused.getMessage().contains((String) word));
    checks.that(
        missing.isEmpty(),
        "expected an error that names " + missing + ", received: " + refused.getMessage());
  }

  private static Path file(Case given) {
    return given.folder().resolve(given.string("file"));
  }
}
