package io.github.markhor.graph;

/**
 * What may change between two steps without a new graph.
 *
 * @param iteration the number of optimizer steps taken before this one
 * @param learningRate the rate of this step, schedule and callbacks applied
 * @param seed the seed of all random operations; the iteration is their step
 */
public record Step(long iteration, double learningRate, long seed) {
  /** A step that draws nothing and trains nothing. */
  public static final Step NONE = new Step(0, 0, 0);
}
