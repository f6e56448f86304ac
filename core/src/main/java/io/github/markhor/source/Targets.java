package io.github.markhor.source;

import io.github.markhor.tensor.Tensor;
import java.util.function.IntFunction;

/**
 * What a source knows of its samples without reading them: training and evaluation look through it
 * before the first step, so that a number that cannot be is not found after hours.
 *
 * @param y the label of each sample, (n,) or (n, ...); null where that is not known before
 * @param sampleWeight the weight of each sample, (n,); null for ones, or where it is not known
 * @param names what a sample is called in messages, by its number
 */
public record Targets(Tensor y, Tensor sampleWeight, IntFunction<String> names) {
  /** Nothing is known before the batches come. */
  public static final Targets UNKNOWN = new Targets(null, null, number -> "sample " + number);
}
