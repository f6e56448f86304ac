package io.github.markhor.conformance;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.TrainingState;
import io.github.markhor.config.Registry;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.losses.Loss;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads model files that Keras wrote, and files that no reader should trust. */
final class FileKinds {
  private FileKinds() {}

  /** Loads, predicts, and goes on training where the file's training stopped. */
  static void load(Case given, Checks checks) {
    boolean mayRefuse = given.flag("may_refuse");
    try (Model model = Model.load(file(given))) {
      checkInputShape(given, checks, model);
      Predictions.check(given, checks, model.predict(given.tensor("x")));
      if (given.has("loss")) {
        checkLoss(given, checks, model.trainingState());
      }
      if (given.has("optimizer")) {
        checkOptimizer(given, checks, model.trainingState());
      }
      if (given.has("train")) {
        train(given, checks, model);
      }
    } catch (ModelFileException refused) {
      String version = given.string("from").replaceAll("^Keras (\\S+?),?( .*|$)", "$1");
      if (!mayRefuse || !refused.getMessage().contains(version)) {
        throw refused;
      }
      checks.that(true, "refused");
    }
  }

  /** The shape of the inputs, batch first; sizes that the file leaves open match any. */
  private static void checkInputShape(Case given, Checks checks, Model model) {
    List<Object> expected = new ArrayList<>(given.list("input_shape"));
    List<Object> received = new ArrayList<>(Collections.singletonList(null));
    for (int axis = 0; axis < model.inputShape().rank(); axis++) {
      boolean open = axis + 1 < expected.size() && expected.get(axis + 1) == null;
      received.add(open ? null : model.inputShape().size(axis));
    }
    checks.equal("input_shape", expected, received);
  }

  private static void checkLoss(Case given, Checks checks, TrainingState state) {
    Loss expected = Registry.make(Loss.class, given.get("loss"), given.dialect());
    checks.equal("loss", expected.className(), state == null ? null : state.loss().className());
  }

  private static void checkOptimizer(Case given, Checks checks, TrainingState state) {
    Map<String, Object> optimizer =
        given.map("optimizer", Set.of("class_name", "config", "iterations"));
    checks.that(state != null, "the model is not compiled");
    if (state == null) {
      return;
    }
    checks.equal("optimizer", optimizer.get("class_name"), state.optimizer().className());
    if (optimizer.get("iterations") instanceof Number iterations) {
      checks.equal("iterations", iterations.longValue(), state.iterations());
    }
    if (optimizer.get("config") instanceof Map<?, ?> config) {
      Map<String, Object> own = state.optimizer().config().values();
      config.forEach(
          (name, value) -> {
            if (JsonNumbers.isNumber(value) && own.get(name) instanceof Number received) {
              checks.close("optimizer's " + name, value, received.doubleValue());
            } else if (value instanceof Boolean && own.containsKey(name)) {
              checks.equal("optimizer's " + name, value, own.get(name));
            }
          });
    }
  }

  private static void train(Case given, Checks checks, Model model) {
    Tolerance within = Tolerance.of((Map<?, ?>) given.map("train").get("tolerance"));
    int steps = JsonNumbers.whole(given.map("train", Set.of("steps", "tolerance")).get("steps"));
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
    Map<String, Object> load = given.map("load", Set.of("by_name", "skip_mismatch"));
    LoadOptions options =
        LoadOptions.defaults()
            .byName(Boolean.TRUE.equals(load.get("by_name")))
            .skipMismatch(Boolean.TRUE.equals(load.get("skip_mismatch")));
    try (Model model = Model.fromJson(given.json("model"))) {
      if (given.has("base")) {
        model.loadWeights(given.folder().resolve(given.string("base")));
      }
      model.loadWeights(file(given), options);
      Predictions.check(given, checks, model.predict(given.tensor("x")));
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
        Limits limits = Limits.start(given);
        try (Model model = Model.load(file(given))) {
          Predictions.check(given, checks, model.predict(given.tensor("x")));
        } catch (ModelFileException refused) {
          checkMentions(checks, mentions(given), refused);
        }
        limits.check(checks);
      }
      case "be refused or load" -> mutants(given, checks);
      default ->
          throw new IllegalArgumentException(
              "Expected a known demand. Received: " + given.get("must"));
    }
  }

  private static void mutants(Case given, Checks checks) throws IOException {
    given.passOver("x", "y"); // what mutants predict is left open
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
    Limits limits = Limits.start(given);
    try (Model model = Model.load(mutant)) {
      checks.that(model != null, "mutant " + i);
    } catch (ModelFileException refused) {
      checks.that(refused.getMessage() != null, "mutant " + i + ": refused without a message");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError other) {
      checks.that(false, "mutant " + i + ": " + other);
    }
    limits.check(checks);
  }

  private static void checkRefused(Case given, Checks checks, List<?> mentions) {
    Limits limits = given.has("limits") ? Limits.start(given) : null;
    try (Model model = Model.load(file(given))) {
      checks.that(false, "expected to be refused, loaded " + model.name());
    } catch (ModelFileException refused) {
      checkMentions(checks, mentions, refused);
    }
    if (limits != null) {
      limits.check(checks);
    }
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
