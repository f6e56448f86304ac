package io.github.markhor.engine;

import io.github.markhor.losses.Loss;
import io.github.markhor.network.Network;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Targets;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
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
  private final Loss loss;

  NumberCheck(Network network, Loss loss) {
    this.network = network;
    this.loss = loss;
  }

  /**
   * Checks what a source knows of its samples before they are read.
   *
   * @param use what it is for, as the beginning of names in messages: "validation "
   * @param inputs whether the inputs of arrays are checked too
   */
  void before(String use, BatchSource source, boolean inputs) {
    Targets targets = source.targets();
    if (inputs && source instanceof ArraySource arrays) {
      finite(use + "x", arrays.all().x(), targets.names());
    }
    labelsAndWeights(use, targets.y(), targets.sampleWeight(), targets.names());
  }

  /** Checks the labels and weights of a batch. */
  void batch(Batch batch) {
    labelsAndWeights("", batch.y(), batch.sampleWeight(), batch::sample);
  }

  /** Labels and weights may be null, which is not refused here. */
  private void labelsAndWeights(
      String use, Tensor y, Tensor sampleWeight, IntFunction<String> sample) {
    if (y != null) {
      labels(use + "y", y, sample);
    }
    if (sampleWeight != null) {
      finite(use + "sampleWeight", sampleWeight, sample);
    }
  }

  private void labels(String name, Tensor y, IntFunction<String> sample) {
    finite(name, y, sample);
    Shape output = network.outputShape();
    int units = output.rank() == 0 ? 1 : output.size(-1);
    check(
        name,
        y,
        sample,
        label -> loss.acceptsLabel(label, units),
        loss.labelRange(units)
            + ", as the loss "
            + loss.name()
            + " takes them where the last layer, "
            + network.outputs().get(0).name()
            + ", has "
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
