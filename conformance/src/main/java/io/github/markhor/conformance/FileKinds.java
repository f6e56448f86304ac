package io.github.markhor.conformance;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.TrainingState;
import io.github.markhor.config.Registry;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.losses.Loss;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Loads model files that Keras wrote, and files that no reader should trust. */
final class FileKinds {
  private FileKinds() {}

  /** Loads, predicts, and goes on training where the file's training stopped. */
  static void load(Case given, Checks checks) throws IOException {
    boolean mayRefuse = given.flag("may_refuse");
    try (Model model = Model.load(file(given))) {
      if (given.has("input_shape")) {
        checkInputShape(given, checks, model);
      }
      checkPredictions(given, checks, model);
      if (given.has("loss")) {
        checkLosses(given, checks, model.trainingState());
      }
      if (given.has("optimizer")) {
        checkOptimizer(given, checks, model.trainingState());
      }
      if (given.has("write")) {
        write(given, model);
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

  /** Writes what was loaded, for the Python that made the case to open and compare. */
  private static void write(Case given, Model model) throws IOException {
    for (Object name : given.list("write")) {
      Path file = given.folder().resolve((String) name);
      if (file.toString().endsWith(".weights.h5")) {
        model.saveWeights(file);
      } else if (file.toString().endsWith(".json.txt")) {
        Files.writeString(file, model.toJson());
      } else {
        model.save(file);
      }
    }
  }

  private static void checkPredictions(Case given, Checks checks, Model model) {
    if (given.has("model_outputs")) {
      Tensors x = FunctionalKinds.inputs(given, "");
      FunctionalKinds.checkPredictions(given, checks, model.predictAll(x));
    } else {
      Predictions.check(given, checks, model.predict(given.tensor("x")));
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

  /** The losses of the outputs and their weights: one of each, or a list or dict. */
  private static void checkLosses(Case given, Checks checks, TrainingState state) {
    checks.that(state != null, "the model is not compiled");
    if (state == null) {
      return;
    }
    List<TrainingState.Output> outputs = state.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      TrainingState.Output output = outputs.get(i);
      Object loss = of(given.get("loss"), output.name(), i);
      checks.equal(
          "loss of " + output.name(),
          loss == null ? null : Registry.make(Loss.class, loss, given.dialect()).className(),
          output.loss() == null ? null : output.loss().className());
      Object weight = of(given.get("loss_weights"), output.name(), i);
      checks.close(
          "loss weight of " + output.name(), weight == null ? 1 : weight, output.lossWeight());
    }
  }

  /** What is for an output: a value for all, or of a list or dict. */
  private static Object of(Object json, String output, int place) {
    if (json instanceof List<?> list) {
      return list.get(place);
    }
    return json instanceof Map<?, ?> map && !map.containsKey("class_name") ? map.get(output) : json;
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
    double[] losses = new double[steps];
    for (int i = 0; i < steps; i++) {
      int step = i;
      Function<String, Tensor> row = name -> given.array(name).row(step).tensor();
      boolean several = given.has("model_outputs");
      Tensors x =
          several
              ? Ports.inputs(given).tensors(port -> row.apply("train_x" + port))
              : row.apply("train_x");
      Tensors y =
          several
              ? Ports.outputs(given).tensors(port -> row.apply("train_y" + port))
              : row.apply("train_y");
      losses[step] = model.trainOnBatch(x, y).get("loss");
    }
    NpyArray expected = given.array("losses");
    checks.close("losses", expected, new NpyArray(expected.shape(), losses), within);
    model
        .layers()
        .forEach(
            layer -> {
              List<Tensor> values = layer.getWeights();
              for (int i = 0; i < values.size(); i++) {
                String own = "after/" + layer.weights().get(i).variable().name();
                // Keras 3 renamed a weight.
                String renamed = own.replaceAll("/kernel$", "/depthwise_kernel");
                String name = given.hasArray(own) ? own : renamed;
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
      checkPredictions(given, checks, model);
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
