package io.github.markhor.source;

import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Some samples that go through a model together.
 *
 * @param x the inputs, (n, ...): pictures are (n, H, W, C)
 * @param y the labels, (n,) or (n, ...); null where there are none, as for prediction
 * @param sampleWeight a weight for each sample, (n,); null for ones
 * @param moreInputs further inputs, for models of several; a {@code Sequential} refuses them
 * @param moreLabels further labels, for models of several outputs; a {@code Sequential} refuses
 *     them
 * @param names what a sample is called where it comes from, a picture's file for example, by its
 *     place in the batch; null where samples have no names
 * @param release gives the batch's memory back to its source
 */
public record Batch(
    Tensor x,
    Tensor y,
    Tensor sampleWeight,
    List<Tensor> moreInputs,
    List<Tensor> moreLabels,
    IntFunction<String> names,
    Runnable release)
    implements AutoCloseable {
  /** A batch of one input and one output. */
  public Batch(Tensor x, Tensor y, Tensor sampleWeight, Runnable release) {
    this(x, y, sampleWeight, List.of(), List.of(), null, release);
  }

  /** A batch whose memory needs no release. */
  public Batch(Tensor x, Tensor y, Tensor sampleWeight) {
    this(x, y, sampleWeight, () -> {});
  }

  /** The batch itself, if it is one of a model of one input and one output. */
  public Batch single() {
    if (!moreInputs.isEmpty() || !moreLabels.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected batches of one input and one output, as a Sequential model has. Received: "
              + (1 + moreInputs.size())
              + " inputs and "
              + (1 + moreLabels.size())
              + " labels");
    }
    return this;
  }

  /** The number of samples. */
  public int size() {
    return x.shape().size(0);
  }

  /** A sample in messages: its place in the batch, and its name where it has one. */
  public String sample(int place) {
    String name = names == null ? null : names.apply(place);
    return "sample " + place + " of the batch" + (name == null ? "" : ", " + name);
  }

  /** Gives the memory back: after this the tensors must not be read. */
  @Override
  public void close() {
    release.run();
  }
}
