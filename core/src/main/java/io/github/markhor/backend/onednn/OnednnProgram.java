package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Executable;
import io.github.markhor.backend.Location;
import io.github.markhor.backend.Program;
import io.github.markhor.backend.ProgramMemory;
import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Leaves;
import io.github.markhor.backend.onednn.program.LoweredProgram;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Memory;
import java.util.function.Function;

/** A lowered graph, with the primitives and constants that were made for it. */
final class OnednnProgram implements Program {
  private final LoweredProgram lowered;
  private final Dnnl dnnl;
  private final Natives natives;
  private final Workers workers;
  private final HostMemory constants;

  OnednnProgram(LoweredProgram lowered, Dnnl dnnl, Natives natives, Workers workers) {
    this.lowered = lowered;
    this.dnnl = dnnl;
    this.natives = natives;
    this.workers = workers;
    this.constants = HostMemory.allocate(lowered.leaves().constantBytes());
    for (Leaves.Constant constant : lowered.leaves().constants()) {
      Buffer buffer = constant.buffer();
      Numbers numbers =
          Numbers.of(
              constant.dtype(),
              HostMemory.view(constants.address() + buffer.offset(), buffer.bytes()));
      float[] one = new float[1];
      for (int i = 0; i < constant.elements(); i++) {
        one[0] = constant.values().value(i);
        numbers.put(i, one, 1);
      }
    }
  }

  @Override
  public long arenaBytes() {
    return lowered.memory().arena();
  }

  @Override
  public ProgramMemory memory() {
    return lowered.memory();
  }

  @Override
  public Executable bind(Memory arena, Function<Variable, Location> variables) {
    if (arena.bytes() < arenaBytes()) {
      throw new IllegalArgumentException(
          "Expected an arena of at least " + arenaBytes() + " bytes. Received: " + arena.bytes());
    }
    Natives made = new Natives();
    try {
      Binding binding = new Binding(arena, constants, variables, made, dnnl.engine(), workers);
      return new OnednnExecutable(lowered, binding);
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  @Override
  public void close() {
    natives.close();
    constants.close();
  }
}
