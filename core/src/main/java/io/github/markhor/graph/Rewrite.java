package io.github.markhor.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The rewrites of {@link Rewriting}, which hold for every backend. */
public enum Rewrite implements Switchable {
  /** ReLU comes after max-pooling instead of before it, where there are fewer elements. */
  RELU_AFTER_POOLING,
  /** ReLU becomes a part of the convolution before it. */
  RELU_IN_CONVOLUTION,
  /**
   * In inference, batch normalization becomes a part of the convolution or dense layer before it,
   * or a convolution of single points.
   */
  NORMALIZATION_IN_CONVOLUTION,
  /** Zeros around pictures become a part of the convolution that follows. */
  PADDING_IN_CONVOLUTION,
  /** A value is not repeated to a shape before a sum or product that repeats it to that shape. */
  REPEATED_OPERANDS;

  /**
   * Refuses names in {@link #PROPERTY} that nobody knows.
   *
   * @param ofBackend the backend's own switches
   * @throws IllegalArgumentException if the property lists a name that neither the graph nor the
   *     backend has
   */
  public static void checkNames(Collection<? extends Switchable> ofBackend) {
    List<Switchable> all = new ArrayList<>(Arrays.asList(values()));
    all.addAll(ofBackend);
    List<String> known = all.stream().map(Switchable::label).toList();
    for (String name : Switchable.namesOff()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "Expected in " + PROPERTY + " names of " + known + ". Received: " + name);
      }
    }
  }
}
