package io.github.markhor.conformance;

import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trains, evaluates and asks whole models. */
final class TrainingKinds {
  private TrainingKinds() {}

  /** Calls trainOnBatch for each step. */
  static void train(Case given, Checks checks) {
    try (Model model = Models.build(given)) {
      Models.compile(given, model);
      if (!given.string("logs").equals("per batch")) {
        throw new IllegalArgumentException(
            "Expected logs \"per batch\". Received: " + given.get("logs"));
      }
      List<?> logs = given.list("expected_logs");
      for (int step = 0; step < given.number("steps"); step++) {
        Tensor x = given.tensor("x" + step);
        Tensor y = given.tensor("y" + step);
        Tensor sampleWeight = given.tensorOrNull("sw" + step);
        if (sampleWeight != null && given.has("class_weight")) {
          throw new IllegalArgumentException("Expected class_weight or sw" + step + ", not both.");
        }
        Map<String, Double> received =
            sampleWeight != null
                ? model.trainOnBatch(x, y, sampleWeight)
                : model.trainOnBatch(x, y, classWeight(given.get("class_weight")));
        checks.logs("logs of step " + step, (Map<?, ?>) logs.get(step), received);
      }
      checkWeights(given, checks, model);
    }
  }

  /** Calls fit with the case's arguments and callbacks. */
  static void fit(Case given, Checks checks) throws IOException {
    try (CaseCallbacks callbacks = CaseCallbacks.of(given);
        Model model = Models.build(given)) {
      Models.compile(given, model);
      History history =
          model.fit(
              given.tensor("x"),
              given.tensor("y"),
              options(given).callbacks(callbacks.callbacks()));
      checkHistory(given, checks, history);
      callbacks.check(given, checks);
      checkWeights(given, checks, model);
    }
  }

  static void checkHistory(Case given, Checks checks, History history) {
    Map<String, Object> expected = given.map("history");
    checks.equal("names of the history", expected.keySet(), history.history().keySet());
    checks.equal("epochs_run", given.get("epochs_run"), history.epochs());
    for (String name : history.history().keySet()) {
      List<?> numbers = (List<?>) expected.getOrDefault(name, List.of());
      checks.equal("epochs of " + name, numbers.size(), history.get(name).size());
      for (int epoch = 0; epoch < Math.min(numbers.size(), history.get(name).size()); epoch++) {
        checks.close(name + " of epoch " + epoch, numbers.get(epoch), history.get(name).get(epoch));
      }
    }
  }

  private static FitOptions options(Case given) {
    FitOptions options = options(given.map("fit"));
    if (given.hasArray("sample_weight")) {
      options = options.sampleWeight(given.tensor("sample_weight"));
    }
    if (given.hasArray("x_val")) {
      options =
          options.validationData(
              given.tensor("x_val"),
              given.tensor("y_val"),
              given.tensorOrNull("sample_weight_val"));
    }
    return options;
  }

  /** The arguments of fit that are no arrays. */
  static FitOptions options(Map<String, Object> arguments) {
    FitOptions options =
        FitOptions.defaults()
            .epochs(JsonNumbers.whole(arguments.getOrDefault("epochs", 1)))
            .shuffle(false)
            .verbose(0);
    for (Map.Entry<String, Object> argument : arguments.entrySet()) {
      Object value = argument.getValue();
      options =
          switch (argument.getKey()) {
            case "epochs" -> options;
            case "shuffle" -> options.shuffle((Boolean) value);
            case "batch_size" -> options.batchSize(JsonNumbers.whole(value));
            case "initial_epoch" -> options.initialEpoch(JsonNumbers.whole(value));
            case "validation_split" -> options.validationSplit(JsonNumbers.number(value));
            case "validation_freq" -> options.validationFreq(JsonNumbers.whole(value));
            case "steps_per_epoch" -> options.stepsPerEpoch(JsonNumbers.whole(value));
            case "validation_steps" -> options.validationSteps(JsonNumbers.whole(value));
            case "class_weight" -> options.classWeight(classWeight(value));
            default ->
                throw new IllegalArgumentException(
                    "Expected a known argument of fit. Received: " + argument);
          };
    }
    return options;
  }

  /** Calls evaluate. */
  static void evaluate(Case given, Checks checks) {
    try (Model model = Models.build(given)) {
      Models.compile(given, model);
      Map<String, Double> logs =
          model.evaluate(
              given.tensor("x"),
              given.tensor("y"),
              given.tensorOrNull("sample_weight"),
              given.number("batch_size"));
      checks.logs("logs", given.map("expected_logs"), logs);
    }
  }

  /** Calls predict. */
  static void predict(Case given, Checks checks) {
    try (Model model = Models.build(given)) {
      Tensor y = model.predict(given.tensor("x"), given.number("batch_size"));
      Predictions.check(given, checks, y);
    }
  }

  static void checkWeights(Case given, Checks checks, Model model) {
    List<Tensor> weights = model.getWeights();
    List<Integer> places = Models.places(given, model);
    for (int i = 0; i < weights.size(); i++) {
      String after = "w" + places.get(i) + "_after";
      checks.close(after, given.array(after), weights.get(i));
    }
  }

  static Map<Integer, Double> classWeight(Object json) {
    Map<Integer, Double> weights = new HashMap<>();
    if (json instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> weights.put(Integer.valueOf((String) key), JsonNumbers.number(value)));
    }
    return weights;
  }
}
