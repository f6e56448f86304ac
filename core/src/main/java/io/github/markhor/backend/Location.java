package io.github.markhor.backend;

import io.github.markhor.tensor.Memory;
import java.nio.FloatBuffer;

/** A place in memory: {@code offset} is in bytes and a multiple of 64. */
public record Location(Memory memory, long offset) {
  /** Where the memory begins, as the device counts. */
  public long address() {
    return memory.address() + offset;
  }

  /** Copies the numbers of a buffer here. */
  public void write(FloatBuffer source) {
    memory.write(offset, source);
  }

  /** Writes floats, the first of them as float number {@code first}. */
  public void write(long first, FloatBuffer source) {
    memory.write(offset + first * Float.BYTES, source);
  }

  /** Copies the numbers that lie here into a buffer. */
  public void read(FloatBuffer target) {
    memory.read(offset, target);
  }
}
