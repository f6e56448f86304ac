package io.github.markhor.graph;

/**
 * The numbers that may change between two steps without a new graph. The random numbers of a step
 * follow from its seed and its iteration: see {@link RandomKey}.
 *
 * @param iteration the number of optimizer steps taken before this one
 * @param learningRate the rate of this step, schedule and callbacks applied
 * @param seed the model's seed, the same in all steps
 */
public record Step(long iteration, double learningRate, long seed) {
  /** A step that draws nothing and trains nothing. */
  public static final Step NONE = new Step(0, 0, 0);
}
