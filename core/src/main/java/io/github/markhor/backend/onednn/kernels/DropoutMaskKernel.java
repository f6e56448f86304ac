package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.blocks.BlockRegisters;
import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.blocks.DropoutMask;
import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Step;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a byte for each element: 1 where dropout keeps it, 0 where it drops it.
 *
 * @param blocked how the elements lie, null for C order
 */
public record DropoutMaskKernel(Random.Dropout op, ChannelBlocks blocked, int elements, Buffer to)
    implements Instruction {
  private static final int PART = 16 * BlockRegisters.BLOCK;

  /** A buffer for the bytes of that many elements in each of some slices of the batch. */
  public static Buffer buffer(int elements, int slices) {
    int blocks = (elements + DropoutMask.ELEMENTS - 1) / DropoutMask.ELEMENTS;
    return Buffer.inArena((long) slices * blocks * DropoutMask.ELEMENTS, Buffer.Use.ACTIVATION);
  }

  @Override
  public String label() {
    return "Dropout mask";
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
    private final Workers workers;
    private final DropoutMask[] masks;
    private final LongBuffer bytes;
    private final int before;
    private Step step;

    Bound(Binding binding, LongBuffer bytes, int before) {
      workers = binding.workers();
      masks = new DropoutMask[workers.threads()];
      Arrays.setAll(masks, worker -> BlockRegisters.of(binding.scratch(worker)).mask());
      this.bytes = bytes;
      this.before = before;
    }

    void start(Step now) {
      step = now;
      workers.run((elements + PART - 1) / PART, this);
    }

    @Override
    public void run(int part, int worker) {
      DropoutMask mask = masks[worker];
      int end = Math.min(elements, (part + 1) * PART);
      for (int start = part * PART; start < end; start += BlockRegisters.BLOCK) {
        int n = Math.min(BlockRegisters.BLOCK, end - start);
        mask.make(op, blocked, before, start, n, step);
        mask.write(bytes, start / DropoutMask.ELEMENTS, n);
      }
    }
  }
}
