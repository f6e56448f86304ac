package io.github.markhor.backend;

/**
 * A description of one of a program's operations, known before it runs.
 *
 * @param label its name, from the graph's operations that it computes
 * @param detail the shapes and layouts of its arguments, for people to read; may be empty
 * @param flops the floating-point operations of one run, a multiplication and the addition that
 *     follows it counting as two; 0 for all but convolutions and products of matrices, which alone
 *     are counted
 * @param bytes the least that one run reads and writes: every argument once, no scratch memory
 * @param implementation the backend's name of the way in which it is computed
 */
public record OperationProfile(
    String label, String detail, long flops, long bytes, String implementation) {
  /** The profile of the same work done several times; the detail says how often. */
  public OperationProfile times(int count) {
    return count == 1
        ? this
        : new OperationProfile(
            label, (count + " × " + detail).strip(), count * flops, count * bytes, implementation);
  }
}
