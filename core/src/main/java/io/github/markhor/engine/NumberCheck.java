package io.github.markhor.engine;

import io.github.markhor.losses.Loss;
import io.github.markhor.network.Network;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/**
 * Refuses numbers that would make a loss or the weights NaN, with the number, its place and the
 * range. Arrays are checked whole, before the first step; of other sources, labels and weights are
 * checked when their batch comes.
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
   * Checks arrays in whole.
   *
   * @param use what they are for, as the beginning of names in messages: "validation "
   * @param inputs whether inputs are checked too
   */
  void arrays(String use, Batch all, boolean inputs) {
    IntFunction<String> sample = place -> "sample " + place;
    if (inputs) {
      finite(use + "x", all.x(), sample);
    }
    labelsAndWeights(use, all, sample);
  }

  /** Checks the labels and weights of a batch. */
  void batch(Batch batch) {
    labelsAndWeights("", batch, batch::sample);
  }

  private void labelsAndWeights(String use, Batch batch, IntFunction<String> sample) {
    finite(use + "y", batch.y(), sample);
    Shape output = network.outputShape();
    int units = output.rank() == 0 ? 1 : output.size(-1);
    check(
        use + "y",
        batch.y(),
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
    if (batch.sampleWeight() != null) {
      finite(use + "sampleWeight", batch.sampleWeight(), sample);
    }
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
