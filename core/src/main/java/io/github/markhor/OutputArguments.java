package io.github.markhor;

import io.github.markhor.config.Require;
import io.github.markhor.engine.OutputTraining;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments of {@code compile}, for each output of a model by Keras's rules. */
final class OutputArguments {
  /** Two outputs of one layer have one name. */
  private final List<String> outputs;

  OutputArguments(List<String> outputs) {
    this.outputs = outputs;
  }

  /** The same loss for each output. */
  List<Loss> losses(Loss loss) {
    return Collections.nCopies(outputs.size(), loss);
  }

  /**
   * A loss for each output in their order, null for none.
   *
   * @throws IllegalArgumentException if there are not as many, or all are null
   */
  List<Loss> losses(List<? extends Loss> losses) {
    if (losses.size() != outputs.size()) {
      throw new IllegalArgumentException(
          "Expected a loss for each output, "
              + outputs
              + ", null for none. Received: "
              + losses.size());
    }
    return checked(new ArrayList<>(losses));
  }

  /**
   * A loss for each output by name, null for none.
   *
   * @throws IllegalArgumentException if an output is not named, a name is no output's, or all
   *     losses are null
   */
  List<Loss> losses(Map<String, ? extends Loss> losses) {
    checkNames("loss", losses.keySet());
    Set<String> missing = new HashSet<>(outputs);
    missing.removeAll(losses.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a loss for each output, "
              + outputs
              + ", as in Keras, so that none is forgotten; null, which HashMap takes, says that an"
              + " output has none. Received: losses for "
              + losses.keySet()
              + ", without "
              + missing);
    }
    List<Loss> all = new ArrayList<>();
    outputs.forEach(output -> all.add(losses.get(output)));
    return checked(all);
  }

  private List<Loss> checked(List<Loss> losses) {
    if (losses.stream().allMatch(loss -> loss == null)) {
      throw new IllegalArgumentException(
          "Expected a loss for at least one output, " + outputs + ". Received: none");
    }
    return losses;
  }

  /** What is compiled for each output, whose losses are given. */
  List<OutputTraining> with(List<Loss> losses, CompileOptions options) {
    List<Double> weights = lossWeights(options);
    List<OutputTraining> all = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      all.add(
          new OutputTraining(
              outputs.get(i),
              losses.get(i),
              weights.get(i),
              metrics("metrics", i, options.metrics(), options.metricsByOutput()),
              metrics(
                  "weightedMetrics",
                  i,
                  options.weightedMetrics(),
                  options.weightedMetricsByOutput())));
    }
    return all;
  }

  private List<Double> lossWeights(CompileOptions options) {
    Map<String, Double> byName = options.lossWeightsByOutput();
    checkNames("lossWeights", byName.keySet());
    if (!byName.isEmpty()) {
      return outputs.stream().map(output -> byName.getOrDefault(output, 1.0)).toList();
    }
    double[] inOrder = options.lossWeightsInOrder();
    if (inOrder.length == 0) {
      return Collections.nCopies(outputs.size(), 1.0);
    }
    if (inOrder.length != outputs.size()) {
      throw new IllegalArgumentException(
          "Expected lossWeights for each output, "
              + outputs
              + ". Received: "
              + Arrays.toString(inOrder));
    }
    return Arrays.stream(inOrder).boxed().toList();
  }

  private List<Metric> metrics(
      String argument, int output, List<Metric> all, Map<String, List<Metric>> byName) {
    checkNames(argument, byName.keySet());
    if (!all.isEmpty() && outputs.size() > 1) {
      throw new IllegalArgumentException(
          "Expected "
              + argument
              + " of each output, in a map by the names of the outputs, "
              + outputs
              + ": Map.of(\""
              + outputs.get(0)
              + "\", List.of(...)). Received: "
              + all.stream().map(Metric::name).toList());
    }
    return all.isEmpty() ? byName.getOrDefault(outputs.get(output), List.of()) : all;
  }

  private void checkNames(String argument, Collection<String> names) {
    for (String name : names) {
      if (!outputs.contains(Require.notNull("a name in " + argument, name))) {
        throw new IllegalArgumentException(
            "Expected "
                + argument
                + " by the names of the model's outputs, "
                + outputs
                + ". "
                + Names.received(outputs, name));
      }
    }
  }
}
