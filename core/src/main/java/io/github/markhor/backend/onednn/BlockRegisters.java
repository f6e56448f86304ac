package io.github.markhor.backend.onednn;

import java.util.Arrays;

/**
 * What one thread computes block programs in: arrays on the heap, because the JIT makes vector
 * instructions of loops over them but not of loops over other memory. A block's worth of a few
 * registers fits the first-level cache.
 */
final class BlockRegisters {
  /** Numbers in a block: a multiple of 8, so that a block of random words starts at its start. */
  static final int BLOCK = 2048;

  private float[][] registers = new float[0][];
  private final int[] words = new int[BLOCK];
  private final DropoutMask mask = new DropoutMask(BLOCK);

  /** Makes room for that many registers. */
  void ensure(int count) {
    int have = registers.length;
    if (count > have) {
      registers = Arrays.copyOf(registers, count);
      for (int i = have; i < count; i++) {
        registers[i] = new float[BLOCK];
      }
    }
  }

  float[] get(int register) {
    return registers[register];
  }

  /** Room for random words. */
  int[] words() {
    return words;
  }

  /** Room for what dropout drops. */
  DropoutMask mask() {
    return mask;
  }
}
