package io.github.markhor.backend;

import io.github.markhor.tensor.Bytes;

/**
 * The memory outside the heap that training takes, in bytes, known before the first step. Values of
 * a step that are needed at different times share the memory of one arena: {@link #inputs}, {@link
 * #activations}, {@link #gradients} and {@link #scratch} are its parts at the moment when most of
 * it is in use. Their sum is at most the arena, the rest is gaps. The backend's own code and the
 * user's arrays are not counted.
 */
public final class TrainingMemory {
  private final int batchSize;
  private final long weights;
  private final long optimizer;
  private final ProgramMemory program;

  public TrainingMemory(int batchSize, long weights, long optimizer, ProgramMemory program) {
    this.batchSize = batchSize;
    this.weights = weights;
    this.optimizer = optimizer;
    this.program = program;
  }

  /** The number of samples of a step. */
  public int batchSize() {
    return batchSize;
  }

  /** All weights, whether they train or not. */
  public long weights() {
    return weights;
  }

  /** The optimizer's slots, its numbers for each weight, and the metrics' sums. */
  public long optimizer() {
    return optimizer;
  }

  /** The arena. */
  public long arena() {
    return program.arena();
  }

  /** Inputs, labels and sample weights of the batch, in the arena. */
  public long inputs() {
    return program.inputs();
  }

  /** Results of the forward pass that are still needed, in the arena. */
  public long activations() {
    return program.activations();
  }

  /** Results of the backward pass, in the arena. */
  public long gradients() {
    return program.gradients();
  }

  /**
   * Memory in which operations compute, and copies of weights in other layouts, in the arena; where
   * the batch is computed in slices, also all that only one slice needs.
   */
  public long scratch() {
    return program.scratch();
  }

  /** Constants of the step. */
  public long constants() {
    return program.constants();
  }

  /** All of it: weights, optimizer, arena and constants. */
  public long total() {
    return weights + optimizer + program.arena() + program.constants();
  }

  /** The total by its parts, for people to read. */
  public String parts() {
    return "weights "
        + Bytes.text(weights)
        + ", optimizer and metrics "
        + Bytes.text(optimizer)
        + (program.constants() == 0 ? "" : ", constants " + Bytes.text(program.constants()))
        + ", arena "
        + Bytes.text(program.arena());
  }

  /** The parts of the arena when most of it is in use, for people to read. */
  public String held() {
    return "inputs "
        + Bytes.text(program.inputs())
        + ", activations "
        + Bytes.text(program.activations())
        + ", gradients "
        + Bytes.text(program.gradients())
        + ", scratch "
        + Bytes.text(program.scratch());
  }

  @Override
  public String toString() {
    return Bytes.text(total())
        + " for batches of "
        + batchSize
        + ": "
        + parts()
        + " (at its fullest: "
        + held()
        + ")";
  }
}
