package io.github.markhor.backend;

import io.github.markhor.tensor.Bytes;

/**
 * The memory outside the heap that training takes, in bytes, known before the first step. The
 * values of a step share an arena by the times at which they are needed; {@link #inputs}, {@link
 * #activations}, {@link #gradients} and {@link #scratch} say what it holds at the moment when it
 * holds most. Their sum is at most the arena: the rest is gaps. The backend's own code and the
 * user's arrays are not in it.
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

  /** What the optimizer remembers of each weight, and the metrics' sums. */
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

  /** Results of the way back, in the arena. */
  public long gradients() {
    return program.gradients();
  }

  /**
   * Room that operations compute in, and copies of weights in other layouts, in the arena; also all
   * that only one slice of the batch needs, where there are slices.
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

  /** What the total is made of. */
  public String parts() {
    return "weights "
        + Bytes.text(weights)
        + ", optimizer and metrics "
        + Bytes.text(optimizer)
        + (program.constants() == 0 ? "" : ", constants " + Bytes.text(program.constants()))
        + ", arena "
        + Bytes.text(program.arena());
  }

  /** What the arena holds when it holds most. */
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
