package io.github.markhor.backend.onednn.program;

import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.Location;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Memory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * Where a program's buffers lie for one executable, or for one slice of the batch in it; and the
 * threads, scratch arrays and native objects that its tasks share.
 */
public final class Binding {
  private final Memory arena;
  private final Memory constants;
  private final Function<Variable, Location> variables;
  private final Natives natives;
  private final dnnl_engine engine;
  private final dnnl_stream stream;
  private final Workers workers;
  private final Scratch[] scratch;
  private final int slice;
  private final int lane;

  public Binding(
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
    this.scratch = newScratch(workers.threads());
    this.slice = 0;
    this.lane = 0;
  }

  private Binding(Binding all, Workers workers, Scratch[] scratch, int slice, int lane) {
    this.arena = all.arena;
    this.constants = all.constants;
    this.variables = all.variables;
    this.natives = all.natives;
    this.engine = all.engine;
    this.stream = all.stream;
    this.workers = workers;
    this.scratch = scratch;
    this.slice = slice;
    this.lane = lane;
  }

  private static Scratch[] newScratch(int threads) {
    Scratch[] made = new Scratch[threads];
    Arrays.setAll(made, unused -> new Scratch());
    return made;
  }

  /** The binding of one slice of the batch, which all threads compute. */
  public Binding ofSlice(int number) {
    return new Binding(this, workers, scratch, number, 0);
  }

  /** The bindings of the slices that one lane computes, on one thread beside the other lanes. */
  public IntFunction<Binding> ofLane(int number) {
    Scratch[] own = newScratch(1);
    return each -> new Binding(this, Workers.NONE, own, each, number);
  }

  /** The slice of the batch that is bound; 0 outside of slices. */
  public int slice() {
    return slice;
  }

  /** True if no slice is bound before this one to the same lane. */
  public boolean isFirst() {
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
  public ByteBuffer view(Buffer buffer) {
    if (buffer.bytes() > Integer.MAX_VALUE) {
      throw new BackendException(
          "Expected values of at most 2 GiB where the backend onednn computes in Java: use smaller"
              + " batches. Received: "
              + buffer.bytes()
              + " bytes");
    }
    return HostMemory.view(address(buffer), buffer.bytes());
  }

  public Natives natives() {
    return natives;
  }

  dnnl_engine engine() {
    return engine;
  }

  dnnl_stream stream() {
    return stream;
  }

  public Workers workers() {
    return workers;
  }

  /** The scratch arrays of a worker, by its number. */
  public Scratch scratch(int worker) {
    return scratch[worker];
  }
}
