package io.github.markhor.backend.onednn.blocks;

import io.github.markhor.backend.onednn.program.Scratch;
import java.util.Arrays;

/**
 * The arrays in which one thread computes block programs. They are on the heap, because the JIT
 * makes vector instructions of loops over arrays but not of loops over other memory. A block's
 * worth of a few registers fits the first-level cache.
 */
public final class BlockRegisters {
  /** Numbers in a block: a multiple of 8, so that a block of random words starts at its start. */
  public static final int BLOCK = 2048;

  private float[][] registers = new float[0][];
  private final int[] words = new int[BLOCK];
  private final DropoutMask mask = new DropoutMask(BLOCK);

  /** The registers of a thread, which all block programs on it share. */
  public static BlockRegisters of(Scratch scratch) {
    return scratch.of(BlockRegisters.class, BlockRegisters.class, BlockRegisters::new);
  }

  /** Adds registers until there are that many. */
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

  /** An array for the random words of a block. */
  int[] words() {
    return words;
  }

  /** The dropout mask of a block. */
  public DropoutMask mask() {
    return mask;
  }
}
