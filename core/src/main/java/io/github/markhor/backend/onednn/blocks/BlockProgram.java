package io.github.markhor.backend.onednn.blocks;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Unary;
import io.github.markhor.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Element-wise arithmetic on values of one element count, block by block: all operations are done
 * for a block before the next block is loaded, in registers that stay in the cache. So memory is
 * read and written once, whatever the number of operations. Large programs are cut into parts for
 * the workers.
 */
public final class BlockProgram implements Instruction {
  /** Below this many operations on elements, waking another thread costs more than it saves. */
  private static final long WORTH_SHARING = 200_000;

  /** Blocks in a part. */
  private static final int PART = 16;

  /** An operation on one block. */
  interface BlockStep {
    /** Called before the blocks of each part. */
    default void prepare(BlockRegisters registers) {}

    /**
     * @param start the block's first element
     * @param n its number of elements
     */
    void run(BlockRegisters registers, int start, int n, Step step);
  }

  /** A step before it has addresses. */
  private interface Op {
    BlockStep bind(Binding binding);
  }

  private final String label;
  private final int elements;
  private final List<Op> ops = new ArrayList<>();
  private final List<Op> stores = new ArrayList<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private int registers;

  public BlockProgram(String label, long elements) {
    this.label = label;
    this.elements = Math.toIntExact(elements);
  }

  /** Sets the number of registers. */
  public void registers(int count) {
    registers = count;
  }

  public void constant(int to, float number) {
    ops.add(
        binding ->
            new BlockStep() {
              @Override
              public void prepare(BlockRegisters registers) {
                Arrays.fill(registers.get(to), number);
              }

              @Override
              public void run(BlockRegisters registers, int start, int n, Step step) {}
            });
  }

  public void load(int to, Operand operand) {
    buffers.add(operand.buffer());
    ops.add(
        binding -> {
          Operand.Loader loader = operand.bind(binding);
          return new BlockStep() {
            @Override
            public void prepare(BlockRegisters registers) {
              loader.prepare(registers.get(to));
            }

            @Override
            public void run(BlockRegisters registers, int start, int n, Step step) {
              loader.load(start, registers.get(to), n);
            }
          };
        });
  }

  public void unary(Unary.Kind kind, int x, int to) {
    add((r, start, n, step) -> BlockMath.unary(kind, r.get(x), r.get(to), n));
  }

  public void binary(Binary.Kind kind, int a, int b, int to) {
    add((r, start, n, step) -> BlockMath.binary(kind, r.get(a), r.get(b), r.get(to), n));
  }

  public void select(int condition, int a, int b, int to) {
    add(
        (r, start, n, step) ->
            BlockMath.select(r.get(condition), r.get(a), r.get(b), r.get(to), n));
  }

  /** Rounds to the nearest numbers that a type can hold. */
  public void round(DType dtype, int x, int to) {
    add(
        dtype == DType.BFLOAT16
            ? (r, start, n, step) -> BlockMath.roundToBfloat16(r.get(x), r.get(to), n)
            : (r, start, n, step) -> BlockMath.roundToWhole(r.get(x), r.get(to), n));
  }

  /**
   * @param blocked how the numbers lie, null for C order: which elements are dropped must not
   *     depend on it
   */
  public void dropout(Random.Dropout op, int x, int to, ChannelBlocks blocked) {
    float scale = (float) (1 / (1 - op.rate()));
    ops.add(
        binding -> {
          int before = binding.slice() * elements;
          return (r, start, n, step) -> {
            r.mask().make(op, blocked, before, start, n, step);
            r.mask().apply(r.get(x), scale, r.get(to), n);
          };
        });
  }

  public void uniform(Random.Uniform op, int to) {
    add(
        (r, start, n, step) -> {
          words(op.stream(), start / 4, n, r.words(), 0, step);
          uniform(r.words(), r.get(to), n);
        });
  }

  /** Writes a register to memory, after all operations on the block. */
  public void store(int from, Buffer buffer, DType dtype) {
    buffers.add(buffer);
    stores.add(
        binding -> {
          Numbers numbers = Numbers.of(dtype, binding.view(buffer));
          return (r, start, n, step) -> numbers.put(start, r.get(from), n);
        });
  }

  private void add(BlockStep step) {
    ops.add(binding -> step);
  }

  /** Fills {@code words[at]} and after with at least {@code count} words from a block on. */
  private static void words(int stream, int block, int count, int[] words, int at, Step step) {
    long counter = (long) stream << 32 | block;
    int whole = (count + Philox.BLOCK - 1) / Philox.BLOCK * Philox.BLOCK;
    Philox.fill(step.seed(), counter, step.iteration(), words, at, at + whole);
  }

  private static void uniform(int[] words, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Philox.toFloat(words[i]);
    }
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public List<Buffer> buffers() {
    return buffers;
  }

  @Override
  public Task bind(Binding binding) {
    List<BlockStep> bound = new ArrayList<>();
    ops.forEach(op -> bound.add(op.bind(binding)));
    stores.forEach(store -> bound.add(store.bind(binding)));
    BlockRegisters[] ofWorkers = new BlockRegisters[binding.workers().threads()];
    for (int worker = 0; worker < ofWorkers.length; worker++) {
      ofWorkers[worker] = BlockRegisters.of(binding.scratch(worker));
      ofWorkers[worker].ensure(registers);
    }
    Bound task = new Bound(binding.workers(), ofWorkers, elements, bound.toArray(BlockStep[]::new));
    boolean shared = (long) elements * bound.size() >= WORTH_SHARING;
    return shared ? task::share : task::runAlone;
  }

  /** The program on addresses. */
  private static final class Bound implements Workers.Body {
    private final Workers workers;
    private final BlockRegisters[] registers;
    private final int elements;
    private final BlockStep[] steps;
    private Step step;

    Bound(Workers workers, BlockRegisters[] registers, int elements, BlockStep[] steps) {
      this.workers = workers;
      this.registers = registers;
      this.elements = elements;
      this.steps = steps;
    }

    void share(Step now) {
      step = now;
      int each = PART * BlockRegisters.BLOCK;
      workers.run((elements + each - 1) / each, this);
    }

    void runAlone(Step now) {
      step = now;
      compute(0, elements, registers[0]);
    }

    @Override
    public void run(int part, int worker) {
      int each = PART * BlockRegisters.BLOCK;
      compute(part * each, Math.min(elements, (part + 1) * each), registers[worker]);
    }

    private void compute(int from, int to, BlockRegisters registers) {
      for (BlockStep each : steps) {
        each.prepare(registers);
      }
      for (int start = from; start < to; start += BlockRegisters.BLOCK) {
        int n = Math.min(BlockRegisters.BLOCK, to - start);
        for (BlockStep each : steps) {
          each.run(registers, start, n, step);
        }
      }
    }
  }
}
