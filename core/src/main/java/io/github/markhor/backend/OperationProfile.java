package io.github.markhor.backend;

/**
 * What a backend knows of one of a program's operations before it runs.
 *
 * @param label its name, from the graph's operations that it computes
 * @param detail the shapes and layouts of what it works on, for people to read; may be empty
 * @param flops the floating-point operations of one run, a multiplication and the addition that
 *     follows it counting as two; 0 where nobody counts them, that is for all but convolutions and
 *     products of matrices
 * @param bytes what one run reads and writes at least: every argument once, no scratch memory
 * @param implementation the backend's name of how it is computed
 */
public record OperationProfile(
    String label, String detail, long flops, long bytes, String implementation) {
  /** The same work done several times, which the detail then says. */
  public OperationProfile times(int count) {
    return count == 1
        ? this
        : new OperationProfile(
            label, (count + " × " + detail).strip(), count * flops, count * bytes, implementation);
  }
}
