package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Program;
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
   * to compute the forward pass of each slice again on the way back, and in the end to compute one
   * slice at a time, with all threads.
   */
  @Override
  public Program lower(Graph graph, long arenaBytes) {
    Program whole = lower(graph);
    int batch = Slicing.batch(graph.schedule());
    if (whole.arenaBytes() <= arenaBytes || batch == 1) {
      return whole;
    }
    Program best = whole;
    for (Way way : Way.values()) {
      best = smaller(best, inSlices(graph, batch, arenaBytes, way));
      if (best.arenaBytes() <= arenaBytes) {
        break;
      }
    }
    return best;
  }

  /** How slices are computed, from the fastest way to the one with the smallest arena. */
  private enum Way {
    SIDE_BY_SIDE(false, Integer.MAX_VALUE),
    AGAIN(true, Integer.MAX_VALUE),
    AGAIN_ONE_BY_ONE(true, 1);

    private final boolean again;
    private final int lanes;

    Way(boolean again, int lanes) {
      this.again = again;
      this.lanes = lanes;
    }

    Slicing.Size ofSamples(int samples) {
      return Slicing.Size.ofSamples(samples, again, lanes);
    }
  }

  /** In the largest slices that fit; where none do, in the smallest. */
  private Program inSlices(Graph graph, int batch, long arenaBytes, Way way) {
    Program smallest = lower(graph, way.ofSamples(1));
    for (int samples = batch / 2;
        samples > 1 && smallest.arenaBytes() <= arenaBytes;
        samples /= 2) {
      Program larger = lower(graph, way.ofSamples(samples));
      if (larger.arenaBytes() <= arenaBytes) {
        smallest.close();
        return larger;
      }
      larger.close();
    }
    return smallest;
  }

  /** The one with the smaller arena; closes the other. */
  private static Program smaller(Program a, Program b) {
    Program larger = a.arenaBytes() <= b.arenaBytes() ? b : a;
    larger.close();
    return larger.equals(a) ? b : a;
  }

  private Program lower(Graph graph, Slicing.Size size) {
    Natives natives = new Natives();
    try {
      return new OnednnProgram(
          new Lowering(dnnl, natives, workers.threads(), bfloat16.prepared(graph)).run(size),
          dnnl,
          natives,
          workers);
    } catch (RuntimeException | Error e) {
      natives.close();
      throw e;
    }
  }
}
