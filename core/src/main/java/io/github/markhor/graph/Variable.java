package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Objects;

/**
 * Numbers that outlive a step: a weight, a moving statistic, a slot of an optimizer, a metric's
 * sums; always float32. A variable is an identity: its numbers lie where the model's memory says.
 * In a graph it is not a value: {@link Graph#read} gives its value at the start of the step, {@link
 * Graph#assign} sets the value for the next step.
 */
public final class Variable {
  private final String name;
  private final Shape shape;

  public Variable(String name, Shape shape) {
    this.name = Objects.requireNonNull(name);
    this.shape = Objects.requireNonNull(shape);
  }

  /** The name, with the layer's before it: {@code conv2d/kernel}. */
  public String name() {
    return name;
  }

  /** The shape of the numbers. */
  public Shape shape() {
    return shape;
  }

  @Override
  public String toString() {
    return name + shape;
  }
}
