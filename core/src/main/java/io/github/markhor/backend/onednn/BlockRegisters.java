package io.github.markhor.backend.onednn;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one thread computes block programs in: arrays on the heap, because the JIT makes vector
 * instructions of loops over them but not of loops over other memory. A block's worth of a few
 * registers fits the first-level cache.
 */
final class BlockRegisters {
  /** Numbers in a block: a multiple of 8, so that a block of random words starts at its start. */
  static final int BLOCK = 2048;

  private float[][] registers = new float[0][];
  private final Map<Instruction, Object> rooms = new IdentityHashMap<>();
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

  /** What an instruction computes in on this thread, for all slices of the batch the same. */
  <T> T room(Instruction owner, Class<T> type, Supplier<T> make) {
    return type.cast(rooms.computeIfAbsent(owner, unused -> make.get()));
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
