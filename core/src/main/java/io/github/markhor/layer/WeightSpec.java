package io.github.markhor.layer;

import io.github.markhor.constraints.Constraint;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;

/**
 * A weight of a layer.
 *
 * @param name its name within the layer: {@code kernel}
 * @param trainable false for what training never changes by gradients, such as moving statistics
 * @param regularizer null for none
 * @param constraint null for none
 */
public record WeightSpec(
    String name,
    Shape shape,
    boolean trainable,
    Initializer initializer,
    Regularizer regularizer,
    Constraint constraint) {
  /** A trainable weight without penalty or constraint. */
  public static WeightSpec of(String name, Shape shape, Initializer initializer) {
    return new WeightSpec(name, shape, true, initializer, null, null);
  }
}
