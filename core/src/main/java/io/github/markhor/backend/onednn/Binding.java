package io.github.markhor.backend.onednn;

import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.HostMemory;
import io.github.markhor.backend.Location;
import io.github.markhor.backend.Memory;
import io.github.markhor.graph.Variable;
import java.nio.ByteBuffer;
import java.util.function.Function;
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
  private int slice;

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
    this.registers = new BlockRegisters[workers.threads()];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = new BlockRegisters();
    }
  }

  /** Which slice of the batch is bound; 0 outside of slices. */
  int slice() {
    return slice;
  }

  void slice(int number) {
    slice = number;
  }

  long address(Buffer buffer) {
    if (buffer.isPart()) {
      return address(buffer.whole()) + slice * buffer.bytes();
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
