package io.github.markhor.conformance;

import io.github.markhor.CompileOptions;
import io.github.markhor.Model;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.metrics.Metrics;
import io.github.markhor.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments of compile for several outputs: one value, a list by the outputs, or a dict. */
final class FunctionalCompile {
  private final Dialect dialect;
  private final Ports outputs;

  private FunctionalCompile(Dialect dialect, Ports outputs) {
    this.dialect = dialect;
    this.outputs = outputs;
  }

  /** Compiles as the case says. */
  static void compile(Case given, Model model) {
    Map<String, Object> arguments =
        given.map(
            "compile", Set.of("optimizer", "loss", "metrics", "weighted_metrics", "loss_weights"));
    new FunctionalCompile(given.dialect(), Ports.outputs(given)).compile(arguments, model);
  }

  private void compile(Map<String, Object> arguments, Model model) {
    Optimizer optimizer = Registry.make(Optimizer.class, arguments.get("optimizer"), dialect);
    CompileOptions options = lossWeights(CompileOptions.defaults(), arguments.get("loss_weights"));
    Object metrics = arguments.get("metrics");
    Object weighted = arguments.get("weighted_metrics");
    if (outputs.size() == 1) {
      options = options.metrics(list(metrics)).weightedMetrics(list(weighted));
    } else {
      options = options.metrics(byOutput(metrics)).weightedMetrics(byOutput(weighted));
    }
    Object loss = arguments.get("loss");
    if (loss instanceof List<?> list) {
      model.compile(optimizer, losses(list), options);
    } else if (loss instanceof Map<?, ?> map && !map.containsKey("class_name")) {
      Map<String, Loss> losses = new LinkedHashMap<>();
      map.forEach((output, description) -> losses.put((String) output, loss(description)));
      model.compile(optimizer, losses, options);
    } else {
      model.compile(optimizer, loss(loss), options);
    }
  }

  private List<Loss> losses(List<?> descriptions) {
    List<Loss> losses = new ArrayList<>();
    descriptions.forEach(description -> losses.add(loss(description)));
    return losses;
  }

  private Loss loss(Object description) {
    return description == null ? null : Registry.make(Loss.class, description, dialect);
  }

  private static CompileOptions lossWeights(CompileOptions options, Object json) {
    if (json instanceof Map<?, ?> map) {
      Map<String, Double> weights = new LinkedHashMap<>();
      map.forEach((output, weight) -> weights.put((String) output, JsonNumbers.number(weight)));
      return options.lossWeights(weights);
    }
    if (json instanceof List<?> list) {
      return options.lossWeights(list.stream().mapToDouble(JsonNumbers::number).toArray());
    }
    return json == null ? options : options.lossWeights(JsonNumbers.number(json));
  }

  private Map<String, List<Metric>> byOutput(Object json) {
    Map<String, List<Metric>> metrics = new LinkedHashMap<>();
    if (json instanceof Map<?, ?> map) {
      map.forEach((output, own) -> metrics.put((String) output, list(own)));
    } else if (json instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        metrics.put(outputs.labels().get(i), list(list.get(i)));
      }
    }
    return metrics;
  }

  private List<Metric> list(Object json) {
    List<Metric> metrics = new ArrayList<>();
    List<?> all = json instanceof List<?> list ? list : json == null ? List.of() : List.of(json);
    for (Object description : all) {
      metrics.add(
          description instanceof String name
              ? Metrics.get(name)
              : Registry.make(Metric.class, description, dialect));
    }
    return metrics;
  }
}
