package io.github.markhor.graph;

/** A number that depends on the step alone, computed in double before each step. */
@FunctionalInterface
public interface StepFunction {
  /** The number at a step. */
  double at(Step step);
}
