package io.github.markhor.source;

import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Some samples that go through a model together.
 *
 * @param inputs the inputs, in the order that the source's {@link BatchSource#inputNames} say, each
 *     (n, ...): pictures are (n, H, W, C)
 * @param labels the labels, in the order of {@link BatchSource#labelNames}, each (n,) or (n, ...),
 *     or null for an output without; empty where there are none, as for prediction
 * @param sampleWeights the weights of the samples, (n,) for each label, in the order of {@link
 *     BatchSource#sampleWeightNames}, or null for ones; one alone is for all labels; empty for ones
 * @param names what a sample is called where it comes from, a picture's file for example, by its
 *     place in the batch; null where samples have no names
 * @param release gives the batch's memory back to its source
 */
public record Batch(
    List<Tensor> inputs,
    List<Tensor> labels,
    List<Tensor> sampleWeights,
    IntFunction<String> names,
    Runnable release)
    implements AutoCloseable {
  public Batch {
    inputs = List.copyOf(inputs);
    labels = copy(labels);
    sampleWeights = copy(sampleWeights);
  }

  /**
   * A batch of one input and one label.
   *
   * @param y null for none
   * @param sampleWeight null for ones
   */
  public Batch(
      Tensor x, Tensor y, Tensor sampleWeight, IntFunction<String> names, Runnable release) {
    this(List.of(x), ifAny(y), ifAny(sampleWeight), names, release);
  }

  /** A batch of one input and one label, whose samples have no names. */
  public Batch(Tensor x, Tensor y, Tensor sampleWeight, Runnable release) {
    this(x, y, sampleWeight, null, release);
  }

  /** A batch of one input and one label, whose memory needs no release. */
  public Batch(Tensor x, Tensor y, Tensor sampleWeight) {
    this(x, y, sampleWeight, () -> {});
  }

  /** The input, of several the first. */
  public Tensor x() {
    return inputs.get(0);
  }

  /** The label, of several the first; null for none. */
  public Tensor y() {
    return labels.isEmpty() ? null : labels.get(0);
  }

  /** The weight of each sample for the label, of several the first; null for ones. */
  public Tensor sampleWeight() {
    return sampleWeights.isEmpty() ? null : sampleWeights.get(0);
  }

  /** The number of samples. */
  public int size() {
    return x().shape().size(0);
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

  static List<Tensor> ifAny(Tensor tensor) {
    return tensor == null ? List.of() : List.of(tensor);
  }

  /** A copy that may hold null. */
  static <T> List<T> copy(List<? extends T> list) {
    return Collections.unmodifiableList(new ArrayList<>(list));
  }
}
