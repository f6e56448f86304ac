package io.github.markhor.engine;

import io.github.markhor.losses.Loss;
import io.github.markhor.network.Network;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Targets;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Refuses numbers that would make a loss or the weights NaN, with the number, its place and the
 * range. What a source knows before is checked whole, before the first step; the labels and weights
 * of other sources when their batch comes.
 */
final class NumberCheck {
  /** Whether a number may stand in labels. */
  private interface Accepted {
    boolean test(float number);
  }

  private final Network network;
  private final List<OutputTraining> outputs;
  private final IoNames names;

  NumberCheck(Network network, IoNames names, List<OutputTraining> outputs) {
    this.network = network;
    this.outputs = outputs;
    this.names = names;
  }

  /**
   * Checks what a source knows of its samples before they are read.
   *
   * @param use what it is for, as the beginning of names in messages: "validation "
   * @param source in the model's order
   * @param inputs whether the inputs of arrays are checked too
   */
  void before(String use, BatchSource source, boolean inputs) {
    Targets targets = source.targets();
    if (inputs) {
      for (int i = 0; i < targets.inputs().size(); i++) {
        finite(use + names.x(i), targets.inputs().get(i), targets.names());
      }
    }
    labelsAndWeights(use, targets.labels(), targets.sampleWeights(), targets.names());
  }

  /** Checks the labels and weights of a batch in the model's order. */
  void batch(Batch batch) {
    labelsAndWeights("", batch.labels(), batch.sampleWeights(), batch::sample);
  }

  /** Labels and weights may be missing, which is not refused here. */
  private void labelsAndWeights(
      String use, List<Tensor> labels, List<Tensor> weights, IntFunction<String> sample) {
    for (int i = 0; i < outputs.size(); i++) {
      if (i < labels.size() && labels.get(i) != null) {
        labels(use + names.y(i), i, labels.get(i), sample);
      }
      if (i < weights.size() && weights.get(i) != null) {
        finite(use + names.sampleWeight(i), weights.get(i), sample);
      }
    }
  }

  private void labels(String name, int place, Tensor y, IntFunction<String> sample) {
    finite(name, y, sample);
    Loss loss = outputs.get(place).loss();
    if (loss == null) {
      return;
    }
    Shape output = network.outputs().get(place).shape();
    int units = output.rank() == 0 ? 1 : output.size(-1);
    check(
        name,
        y,
        sample,
        label -> loss.acceptsLabel(label, units),
        loss.labelRange(units)
            + ", as the loss "
            + loss.name()
            + " takes them where "
            + names.namedLayer(place)
            + " has "
            + units
            + (units == 1 ? " unit" : " units"));
  }

  private static void finite(String name, Tensor tensor, IntFunction<String> sample) {
    check(name, tensor, sample, Float::isFinite, "finite numbers");
  }

  private static void check(
      String name, Tensor tensor, IntFunction<String> sample, Accepted accepted, String rule) {
    FloatBuffer numbers = tensor.buffer();
    for (int i = 0; i < numbers.limit(); i++) {
      if (!accepted.test(numbers.get(i))) {
        int each = numbers.limit() / tensor.shape().size(0);
        throw new IllegalArgumentException(
            "Expected "
                + rule
                + ". Received: "
                + numbers.get(i)
                + " in "
                + name
                + ", "
                + sample.apply(i / each)
                + (each == 1 ? "" : ", element " + i % each));
      }
    }
  }
}
