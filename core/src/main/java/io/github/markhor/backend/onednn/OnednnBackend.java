package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.HostMemory;
import io.github.markhor.backend.Memory;
import io.github.markhor.backend.Program;
import io.github.markhor.graph.Graph;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Computes on the processor's cores with oneDNN. */
final class OnednnBackend implements Backend {
  static final String NAME = "onednn";

  private final Dnnl dnnl = new Dnnl();
  private final Supplier<Slicing.Size> slices;
  private final Bfloat16Support bfloat16;
  private final Workers workers = new Workers(OpenMp.threads());

  /**
   * @param slices when the batch is cut into slices
   */
  OnednnBackend(Supplier<Slicing.Size> slices) {
    this(slices, Bfloat16Support::emulationWanted);
  }

  /**
   * @param emulates whether bfloat16 is emulated
   */
  OnednnBackend(Supplier<Slicing.Size> slices, BooleanSupplier emulates) {
    this.slices = slices;
    this.bfloat16 = new Bfloat16Support(dnnl, emulates);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "oneDNN "
        + Dnnl.version()
        + ", "
        + Dnnl.instructionSet()
        + ", "
        + workers.threads()
        + (workers.threads() == 1 ? " thread" : " threads");
  }

  @Override
  public Memory allocate(long bytes) {
    return HostMemory.allocate(bytes);
  }

  @Override
  public Program lower(Graph graph) {
    Natives natives = new Natives();
    try {
      return new OnednnProgram(
          new Lowering(dnnl, natives, bfloat16.prepared(graph)).run(slices.get()),
          dnnl,
          natives,
          workers);
    } catch (RuntimeException | Error e) {
      natives.close();
      throw e;
    }
  }
}
