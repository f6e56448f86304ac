package io.github.markhor.backend.onednn;

import io.github.markhor.graph.Random;
import io.github.markhor.graph.Step;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Writes which elements dropout keeps: a byte for each, 1 or 0.
 *
 * @param packing how the elements lie, null for C order
 */
record DropoutBytes(Random.Dropout op, Packing packing, int elements, Buffer to)
    implements Instruction {
  private static final int PART = 16 * BlockRegisters.BLOCK;

  /** Memory for the bytes of so many elements, for each of some slices of the batch. */
  static Buffer room(int elements, int slices) {
    int blocks = (elements + DropoutMask.ELEMENTS - 1) / DropoutMask.ELEMENTS;
    return Buffer.inArena((long) slices * blocks * DropoutMask.ELEMENTS, Buffer.Use.ACTIVATION);
  }

  @Override
  public String label() {
    return "Dropout's mask";
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(to);
  }

  @Override
  public Task bind(Binding binding) {
    Bound bound = new Bound(binding, binding.view(to).asLongBuffer(), binding.slice() * elements);
    return bound::start;
  }

  /** The instruction on addresses. */
  private final class Bound implements Workers.Body {
    private final Binding binding;
    private final LongBuffer bytes;
    private final int before;
    private Step step;

    Bound(Binding binding, LongBuffer bytes, int before) {
      this.binding = binding;
      this.bytes = bytes;
      this.before = before;
    }

    void start(Step now) {
      step = now;
      binding.workers().run((elements + PART - 1) / PART, this);
    }

    @Override
    public void run(int part, int worker) {
      DropoutMask mask = binding.registers(worker).mask();
      int end = Math.min(elements, (part + 1) * PART);
      for (int start = part * PART; start < end; start += BlockRegisters.BLOCK) {
        int n = Math.min(BlockRegisters.BLOCK, end - start);
        mask.make(op, packing, before, start, n, step);
        mask.write(bytes, start / DropoutMask.ELEMENTS, n);
      }
    }
  }
}
