package io.github.markhor.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is done to a step to make it faster. Each can be switched off by name, to find out whether
 * it is the cause of something: {@code -Dmarkhor.off=relu-below-pooling}. The property is read when
 * a model is compiled for a batch size or mode.
 */
public enum Rewrite {
  /** ReLU moves below max-pooling, which leaves it fewer elements. */
  RELU_BELOW_POOLING,
  /** ReLU becomes a part of the convolution before it. */
  RELU_IN_CONVOLUTION,
  /**
   * Where nothing trains, batch normalization becomes a part of the convolution or dense layer
   * before it, or a convolution of single points.
   */
  NORMALIZATION_IN_CONVOLUTION,
  /** The zeros in the gradient below max-pooling are left out of the convolution's gradients. */
  SPARSE_BELOW_POOLING,
  /** What comes before the dense layers is computed slice by slice of the batch. */
  SLICES;

  /** The system property with the names of those that are off. */
  public static final String PROPERTY = "markhor.off";

  /** Whether it is to be done: unless the user has said otherwise. */
  public boolean isOn() {
    return !off().contains(this);
  }

  private static List<Rewrite> off() {
    return Arrays.stream(System.getProperty(PROPERTY, "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(Rewrite::of)
        .toList();
  }

  private static Rewrite of(String name) {
    for (Rewrite rewrite : values()) {
      if (rewrite.label().equals(name)) {
        return rewrite;
      }
    }
    throw new IllegalArgumentException(
        "Expected in "
            + PROPERTY
            + " names of "
            + Arrays.stream(values()).map(Rewrite::label).toList()
            + ". Received: "
            + name);
  }

  /** The name by which it is switched off. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
