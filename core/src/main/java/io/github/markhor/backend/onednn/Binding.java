package io.github.markhor.backend.onednn;

import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.Location;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Memory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;

/** Where a program's buffers lie for one executable, and what its tasks share. */
final class Binding {
  private final Memory arena;
  private final Memory constants;
  private final Function<Variable, Location> variables;
  private final Natives natives;
  private final dnnl_engine engine;
  private final dnnl_stream stream;
  private final Workers workers;
  private final BlockRegisters[] registers;
  private final int slice;
  private final int lane;

  Binding(
      Memory arena,
      Memory constants,
      Function<Variable, Location> variables,
      Natives natives,
      dnnl_engine engine,
      Workers workers) {
    this.arena = arena;
    this.constants = constants;
    this.variables = variables;
    this.natives = natives;
    this.engine = engine;
    this.stream = natives.stream(engine);
    this.workers = workers;
    this.registers = newRegisters(workers.threads());
    this.slice = 0;
    this.lane = 0;
  }

  private Binding(Binding all, Workers workers, BlockRegisters[] registers, int slice, int lane) {
    this.arena = all.arena;
    this.constants = all.constants;
    this.variables = all.variables;
    this.natives = all.natives;
    this.engine = all.engine;
    this.stream = all.stream;
    this.workers = workers;
    this.registers = registers;
    this.slice = slice;
    this.lane = lane;
  }

  private static BlockRegisters[] newRegisters(int threads) {
    BlockRegisters[] made = new BlockRegisters[threads];
    Arrays.setAll(made, unused -> new BlockRegisters());
    return made;
  }

  /** For one slice of the batch, computed with all threads. */
  Binding ofSlice(int number) {
    return new Binding(this, workers, registers, number, 0);
  }

  /** For the slices that one lane computes on one thread, beside the other lanes. */
  IntFunction<Binding> ofLane(int number) {
    BlockRegisters[] own = newRegisters(1);
    return each -> new Binding(this, Workers.NONE, own, each, number);
  }

  /** Which slice of the batch is bound; 0 outside of slices. */
  int slice() {
    return slice;
  }

  /** True if no slice is bound before this one to the same lane. */
  boolean isFirst() {
    return slice == lane;
  }

  long address(Buffer buffer) {
    if (buffer.isPart()) {
      return address(buffer.whole()) + buffer.start(slice, lane);
    }
    return switch (buffer.home()) {
      case ARENA -> arena.address() + buffer.offset();
      case CONSTANT -> constants.address() + buffer.offset();
      case VARIABLE -> variables.apply(buffer.variable()).address();
    };
  }

  /**
   * A view of all of a buffer.
   *
   * @throws BackendException if it is larger than Java's buffers can be
   */
  ByteBuffer view(Buffer buffer) {
    if (buffer.bytes() > Integer.MAX_VALUE) {
      throw new BackendException(
          "Expected values of at most 2 GiB where the backend onednn computes in Java: use smaller"
              + " batches. Received: "
              + buffer.bytes()
              + " bytes");
    }
    return HostMemory.view(address(buffer), buffer.bytes());
  }

  Natives natives() {
    return natives;
  }

  dnnl_engine engine() {
    return engine;
  }

  dnnl_stream stream() {
    return stream;
  }

  Workers workers() {
    return workers;
  }

  /** What a worker computes blocks in, by its number. */
  BlockRegisters registers(int worker) {
    return registers[worker];
  }
}
