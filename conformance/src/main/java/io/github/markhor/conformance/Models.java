package io.github.markhor.conformance;

import io.github.markhor.CompileOptions;
import io.github.markhor.Model;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.metrics.Metrics;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.Weight;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Models as cases describe them. */
final class Models {
  private Models() {}

  /** The case's model with its weights. */
  static Model build(Case given) {
    return withWeights(given, untrained(given, given.dialect()));
  }

  /** A model with the case's weights; closed where they do not fit. */
  static Model withWeights(Case given, Model model) {
    List<Tensor> weights = given.tensors("w");
    try {
      model.setWeights(places(given, model).stream().map(weights::get).toList());
      return model;
    } catch (RuntimeException problem) {
      model.close();
      throw problem;
    }
  }

  /** The case's model with weights of its own. */
  static Model untrained(Case given, Dialect dialect) {
    return Model.fromJson(given.json("model", dialect == Dialect.KERAS_2 ? "2" : "3"));
  }

  /**
   * The place of each of the model's weights among the case's; almost always its own.
   *
   * @throws IllegalStateException unless names and trainability are Keras's. In a nested model a
   *     weight's layer may be the one that has it or one around it
   */
  static List<Integer> places(Case given, Model model) {
    List<?> expected = given.list("weights");
    List<String> received = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<BuiltLayer.Located> layers = model.layers().stream().flatMap(BuiltLayer::located).toList();
    boolean same = true;
    for (BuiltLayer.Located located : layers) {
      BuiltLayer layer = located.layer();
      int first = received.size();
      for (Weight weight : layer.ownWeights()) {
        String name = kerasName(given, layer, weight);
        boolean trains = layer.trainable() && weight.spec().trainable();
        int place = received.size();
        if (layer.layer().className().equals("SpectralNormalization")) {
          // Keras has the vector behind the kernel, before what else the inner layer trains.
          place = place(expected, first, layer.ownWeights().size(), name);
        }
        places.add(place);
        Map<?, ?> fields = place < expected.size() ? (Map<?, ?>) expected.get(place) : Map.of();
        same &=
            around(located.path()).contains(String.valueOf(fields.get("layer")))
                && name.equals(fields.get("name"))
                && Boolean.valueOf(trains).equals(fields.get("trainable"));
        received.add(located.path() + "/" + name + " " + trains);
      }
    }
    if (!same || received.size() != expected.size()) {
      throw new IllegalStateException(
          "Expected the weights " + expected + ". Received: " + received);
    }
    return places;
  }

  /** The place of a name among some weights; the first of them where there is none. */
  private static int place(List<?> expected, int first, int count, String name) {
    for (int place = first; place < Math.min(first + count, expected.size()); place++) {
      if (name.equals(((Map<?, ?>) expected.get(place)).get("name"))) {
        return place;
      }
    }
    return first;
  }

  /** A layer's path and the names in it. */
  private static List<String> around(String path) {
    List<String> names = new ArrayList<>(List.of(path.split("/")));
    names.add(path);
    return names;
  }

  /** Keras 3 renamed a weight. */
  private static String kerasName(Case given, BuiltLayer layer, Weight weight) {
    boolean renamed =
        given.dialect() == Dialect.KERAS_2
            && layer.layer().className().equals("DepthwiseConv2D")
            && weight.name().equals("kernel");
    return renamed ? "depthwise_kernel" : weight.name();
  }

  /** Compiles as the case says. */
  static void compile(Case given, Model model) {
    Map<String, Object> arguments =
        given.map("compile", Set.of("optimizer", "loss", "metrics", "weighted_metrics"));
    model.compile(
        Registry.make(Optimizer.class, arguments.get("optimizer"), given.dialect()),
        Registry.make(Loss.class, arguments.get("loss"), given.dialect()),
        CompileOptions.defaults()
            .metrics(metrics(given, arguments.get("metrics")))
            .weightedMetrics(metrics(given, arguments.get("weighted_metrics"))));
  }

  private static List<Metric> metrics(Case given, Object descriptions) {
    List<Metric> metrics = new ArrayList<>();
    for (Object description : descriptions == null ? List.of() : (List<?>) descriptions) {
      metrics.add(
          description instanceof String name
              ? Metrics.get(name)
              : Registry.make(Metric.class, description, given.dialect()));
    }
    return metrics;
  }
}
