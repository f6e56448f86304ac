package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Program;
import io.github.markhor.backend.onednn.lowering.Lowering;
import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.HugePages;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.natives.OpenMp;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.backend.onednn.slices.SliceSize;
import io.github.markhor.backend.onednn.slices.Slicing;
import io.github.markhor.graph.Graph;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Memory;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Computes on the processor's cores with oneDNN. */
final class OnednnBackend implements Backend {
  static final String NAME = "onednn";

  private final Dnnl dnnl = new Dnnl();
  private final Supplier<SliceSize> slices;
  private final Bfloat16Support bfloat16;
  private final Workers workers = new Workers(OpenMp.threads());

  /**
   * @param slices asked for each graph: how large slices of the batch are
   */
  OnednnBackend(Supplier<SliceSize> slices) {
    this(slices, Bfloat16Support::emulationWanted);
  }

  /**
   * @param emulates asked for each graph: whether bfloat16 is emulated
   */
  OnednnBackend(Supplier<SliceSize> slices, BooleanSupplier emulates) {
    this.slices = slices;
    this.bfloat16 = new Bfloat16Support(dnnl, emulates);
  }

  /** The fastest slices, unless the user has switched them off. */
  static SliceSize wantedSlices() {
    return OnednnRewrite.SLICES.isOn() ? SliceSize.fastest() : SliceSize.NEVER;
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
  public List<OnednnRewrite> rewrites() {
    return List.of(OnednnRewrite.values());
  }

  @Override
  public Memory allocate(long bytes) {
    HostMemory memory = HostMemory.allocate(bytes);
    HugePages.advise(memory.address(), bytes);
    return memory;
  }

  @Override
  public Program lower(Graph graph) {
    return lower(graph, slices.get());
  }

  /**
   * {@inheritDoc}
   *
   * <p>That way is to compute the batch in slices, as few as will do, and where that is not enough
   * to recompute activations: see {@link RecomputePolicy}.
   */
  @Override
  public Program lower(Graph graph, long arenaBytes) {
    Program whole = lower(graph);
    int batch = Slicing.batch(graph.schedule());
    return whole.arenaBytes() <= arenaBytes || batch == 1
        ? whole
        : RecomputePolicy.fit(whole, batch, arenaBytes, size -> lower(graph, size));
  }

  private Program lower(Graph graph, SliceSize size) {
    boolean sparseGradients = OnednnRewrite.SPARSE_POOLING_GRADIENT.isOn();
    Natives natives = new Natives();
    try {
      Lowering lowering = new Lowering(dnnl, natives, workers.threads(), sparseGradients);
      return new OnednnProgram(
          lowering.lower(bfloat16.prepared(graph), size), dnnl, natives, workers);
    } catch (RuntimeException | Error e) {
      natives.close();
      throw e;
    }
  }
}
