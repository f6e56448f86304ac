package io.github.markhor.conformance;

import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains, evaluates and asks models of several inputs and outputs. */
final class FunctionalKinds {
  private FunctionalKinds() {}

  /** Calls predict. */
  static void predict(Case given, Checks checks) {
    try (Model model = build(given)) {
      checkPredictions(
          given, checks, model.predictAll(inputs(given, ""), given.number("batch_size")));
    }
  }

  /** Compares predictions with {@code y0}, {@code y1} and so on. */
  static void checkPredictions(Case given, Checks checks, Tensors received) {
    Ports outputs = Ports.outputs(given);
    checks.equal("outputs", outputs.size(), received.size());
    for (int i = 0; i < outputs.size(); i++) {
      checks.close("y" + i, given.array("y" + i), outputs.from(received, i));
    }
  }

  /** Calls trainOnBatch for each step. */
  static void train(Case given, Checks checks) {
    try (Model model = build(given)) {
      FunctionalCompile.compile(given, model);
      given.passOver("logs"); // always per batch
      List<?> logs = given.list("expected_logs");
      for (int step = 0; step < given.number("steps"); step++) {
        String prefix = step + "_";
        Tensors x = inputs(given, prefix);
        Tensors y = labels(given, prefix);
        Tensors weights = sampleWeights(given, prefix, "");
        Map<String, Double> received =
            weights != null
                ? model.trainOnBatch(x, y, weights)
                : model.trainOnBatch(x, y, TrainingKinds.classWeight(given.get("class_weight")));
        checks.logs("logs of step " + step, (Map<?, ?>) logs.get(step), received);
      }
      TrainingKinds.checkWeights(given, checks, model);
    }
  }

  /** Calls fit with the case's arguments and callbacks. */
  static void fit(Case given, Checks checks) throws IOException {
    try (CaseCallbacks callbacks = CaseCallbacks.of(given);
        Model model = build(given)) {
      FunctionalCompile.compile(given, model);
      FitOptions options =
          TrainingKinds.options(given.map("fit"))
              .callbacks(callbacks.callbacks())
              .sampleWeight(sampleWeights(given, "", ""));
      if (given.hasArray("x0_val")) {
        options =
            options.validationData(
                inputs(given, "", "_val"),
                labels(given, "", "_val"),
                sampleWeights(given, "", "_val"));
      }
      History history = model.fit(inputs(given, ""), labels(given, ""), options);
      TrainingKinds.checkHistory(given, checks, history);
      callbacks.check(given, checks);
      TrainingKinds.checkWeights(given, checks, model);
    }
  }

  /** Calls evaluate. */
  static void evaluate(Case given, Checks checks) {
    try (Model model = build(given)) {
      FunctionalCompile.compile(given, model);
      Map<String, Double> logs =
          model.evaluate(
              inputs(given, ""),
              labels(given, ""),
              sampleWeights(given, "", ""),
              given.number("batch_size"));
      checks.logs("logs", given.map("expected_logs"), logs);
    }
  }

  /** Something that must fail: building, compiling, predicting or training. */
  static void refuse(Case given, Checks checks) {
    given.passOver("keras"); // what Keras says is no requirement
    List<?> words = given.list("must_name");
    try {
      refused(given);
      checks.that(false, "expected to be refused: " + given.get("do"));
    } catch (RuntimeException refused) {
      Refusals.checkMentions(words, checks, refused);
    }
    given.passOver("model_inputs", "model_outputs", "compile", "x", "y", "fit", "model");
    given.passOver(given.list("inputs").stream().map(String.class::cast).toArray(String[]::new));
  }

  private static void refused(Case given) {
    String what = given.string("do");
    try (Model model = Models.untrained(given, given.dialect())) {
      switch (what) {
        case "build" -> {}
        case "predict" -> model.predictAll(named(given, given.get("x")));
        case "compile", "train" -> {
          FunctionalCompile.compile(given, model);
          if (what.equals("train")) {
            model.trainOnBatch(named(given, given.get("x")), named(given, given.get("y")));
          }
        }
        case "fit" -> {
          FunctionalCompile.compile(given, model);
          FitOptions options = TrainingKinds.options(given.map("fit"));
          model.fit(named(given, given.get("x")), named(given, given.get("y")), options);
        }
        default -> throw new IllegalArgumentException("Expected a known demand. Received: " + what);
      }
    }
  }

  /** An array by its name, or a list or dict of such. */
  private static Tensors named(Case given, Object json) {
    if (json instanceof Map<?, ?> map) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      map.forEach((name, array) -> tensors.put((String) name, given.tensor((String) array)));
      return Tensors.of(tensors);
    }
    if (json instanceof List<?> list) {
      return Tensors.of(list.stream().map(array -> given.tensor((String) array)).toList());
    }
    return given.tensor((String) json);
  }

  /** The case's model with its weights. */
  static Model build(Case given) {
    return Models.withWeights(given, Models.untrained(given, given.dialect()));
  }

  /**
   * The inputs.
   *
   * @param step the number of a training step and an underscore, or empty
   */
  static Tensors inputs(Case given, String step) {
    return inputs(given, step, "");
  }

  private static Tensors inputs(Case given, String step, String ending) {
    Ports ports = Ports.inputs(given);
    return "dict".equals(given.get("feed"))
        ? ports.byName(i -> given.tensor("x" + step + i + ending))
        : ports.tensors(i -> given.tensor("x" + step + i + ending));
  }

  private static Tensors labels(Case given, String step) {
    return labels(given, step, "");
  }

  private static Tensors labels(Case given, String step, String ending) {
    Ports ports = Ports.outputs(given);
    return given.string("labels").equals("dict")
        ? ports.byName(i -> given.tensor("y" + step + i + ending))
        : ports.inOrder(i -> given.tensor("y" + step + i + ending));
  }

  /** The weights of samples for each output, as the outputs are given; null for none. */
  private static Tensors sampleWeights(Case given, String step, String ending) {
    Ports ports = Ports.outputs(given);
    for (int i = 0; i < ports.size(); i++) {
      if (given.hasArray("sw" + step + i + ending)) {
        return ports.tensors(port -> given.tensorOrNull("sw" + step + port + ending));
      }
    }
    return null;
  }
}
