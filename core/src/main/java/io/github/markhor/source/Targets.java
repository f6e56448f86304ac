package io.github.markhor.source;

import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a source knows of its samples without reading them: training and evaluation look through it
 * before the first step, so that a number that cannot be is not found after hours.
 *
 * @param inputs the inputs of all samples as the model gets them; empty where they are not known
 * @param labels the labels of all samples, as in a {@link Batch}; empty where they are not known
 * @param sampleWeights the weights of all samples, as in a {@link Batch}; empty for ones, or where
 *     they are not known
 * @param names what a sample is called in messages, by its number
 */
public record Targets(
    List<Tensor> inputs,
    List<Tensor> labels,
    List<Tensor> sampleWeights,
    IntFunction<String> names) {
  /** Nothing is known before the batches come. */
  public static final Targets UNKNOWN = new Targets(null, null, number -> "sample " + number);

  public Targets {
    inputs = List.copyOf(inputs);
    labels = Batch.copy(labels);
    sampleWeights = Batch.copy(sampleWeights);
  }

  /**
   * The labels and weights of a source of one label, whose inputs are not known.
   *
   * @param y the label of each sample, (n,) or (n, ...); null where that is not known before
   * @param sampleWeight the weight of each sample, (n,); null for ones, or where it is not known
   */
  public Targets(Tensor y, Tensor sampleWeight, IntFunction<String> names) {
    this(List.of(), Batch.ifAny(y), Batch.ifAny(sampleWeight), names);
  }

  /** The labels, of several the first; null where they are not known. */
  public Tensor y() {
    return labels.isEmpty() ? null : labels.get(0);
  }

  /** The weights of the samples for the label, of several the first; null where not known. */
  public Tensor sampleWeight() {
    return sampleWeights.isEmpty() ? null : sampleWeights.get(0);
  }
}
