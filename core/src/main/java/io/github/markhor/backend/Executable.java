package io.github.markhor.backend;

import io.github.markhor.graph.Step;
import java.nio.FloatBuffer;
import java.util.function.ObjLongConsumer;

/** A program bound to memory. Used by one thread at a time. */
public interface Executable extends AutoCloseable {
  /**
   * Sets an input for the next run; whole numbers are given as floats too. An input that the graph
   * does not need is ignored.
   */
  void write(String input, FloatBuffer values);

  /**
   * Where an input's numbers lie, from 0 to the capacity in C order. A caller that writes them
   * there before each run need not call {@link #write}, and saves a copy.
   *
   * @return null if the memory cannot be shown as floats, or the graph does not need the input
   */
  default FloatBuffer place(String input) {
    return null;
  }

  /** Computes everything once; allocates nothing to speak of. */
  void run(Step step);

  /** Reads an output of the last run, as float32 in C order. */
  void read(String output, FloatBuffer into);

  /**
   * Runs once and gives each operation and its time in nanoseconds, in order. Slower than {@link
   * #run}.
   */
  void profile(Step step, ObjLongConsumer<OperationProfile> operation);

  @Override
  void close();
}
