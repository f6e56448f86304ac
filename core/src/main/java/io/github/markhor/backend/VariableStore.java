package io.github.markhor.backend;

import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Memory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Owns the memory of some variables, one block that is zero at first. The initial numbers of a
 * variable are made when they are needed, and never if others are set before that.
 */
public final class VariableStore implements AutoCloseable {
  /** How many numbers are drawn before they are written. */
  private static final int PART = 4096;

  /** What a model says that has been closed. */
  public static final String CLOSED =
      "The model has been closed, which freed its weights. Close a model after its last use.";

  private final Memory memory;
  private final Map<Variable, Location> locations = new IdentityHashMap<>();
  private int holders = 1;
  private volatile boolean closed;
  private final Map<Variable, Supplier<DoubleSupplier>> firsts = new IdentityHashMap<>();

  /**
   * Places variables one after the other.
   *
   * @param allocator gives zeroed memory of a size: {@link Backend#allocate}
   */
  public VariableStore(LongFunction<Memory> allocator, Collection<Variable> variables) {
    List<MemoryPlan.Request> requests = new ArrayList<>();
    for (Variable variable : variables) {
      requests.add(new MemoryPlan.Request(variable.shape().elements() * Float.BYTES, 0, 0));
    }
    MemoryPlan plan = MemoryPlan.of(requests);
    memory = allocator.apply(plan.bytes());
    int i = 0;
    for (Variable variable : variables) {
      locations.put(variable, new Location(memory, plan.offset(i++)));
    }
  }

  /** The variables that have a place here. */
  public Set<Variable> variables() {
    return locations.keySet();
  }

  /** Where a variable lies, or null if it is not in this store. */
  public Location location(Variable variable) {
    makeFirst(variable);
    return locations.get(variable);
  }

  /** Sets the source of a variable's initial numbers, which it gives one by one in C order. */
  public void setFirst(Variable variable, Supplier<DoubleSupplier> values) {
    synchronized (firsts) {
      firsts.put(variable, values);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(CLOSED);
    }
  }

  private void makeFirst(Variable variable) {
    checkOpen();
    synchronized (firsts) {
      Supplier<DoubleSupplier> first = firsts.get(variable);
      if (first != null) {
        fill(locations.get(variable), variable.shape().elements(), first.get());
        firsts.remove(variable);
      }
    }
  }

  private static void fill(Location location, long count, DoubleSupplier numbers) {
    float[] part = new float[(int) Math.min(count, PART)];
    for (long at = 0; at < count; at += part.length) {
      int n = (int) Math.min(part.length, count - at);
      for (int i = 0; i < n; i++) {
        part[i] = (float) numbers.getAsDouble();
      }
      location.write(at, FloatBuffer.wrap(part, 0, n));
    }
  }

  /** A copy of the variable's numbers, in C order. */
  public float[] get(Variable variable) {
    makeFirst(variable);
    float[] values = new float[Math.toIntExact(variable.shape().elements())];
    locations.get(variable).read(FloatBuffer.wrap(values));
    return values;
  }

  /** Sets the variable's numbers, in C order. */
  public void set(Variable variable, FloatBuffer values) {
    if (values.remaining() != variable.shape().elements()) {
      throw new IllegalArgumentException(
          "Expected "
              + variable.shape().elements()
              + " numbers for "
              + variable
              + ". Received: "
              + values.remaining());
    }
    checkOpen();
    synchronized (firsts) {
      firsts.remove(variable);
      locations.get(variable).write(values);
    }
  }

  /** Sets all of the variable's numbers to the same number. */
  public void fill(Variable variable, double number) {
    checkOpen();
    synchronized (firsts) {
      firsts.remove(variable);
      fill(locations.get(variable), variable.shape().elements(), () -> number);
    }
  }

  /** Writes a variable's numbers, in C order. */
  public void set(Variable variable, float... values) {
    set(variable, FloatBuffer.wrap(values));
  }

  /** The size of the block. */
  public long bytes() {
    return memory.bytes();
  }

  /** Whether the memory has been freed. */
  public boolean isClosed() {
    return closed;
  }

  /** Counts one more model that uses the variables: the last that closes the store frees it. */
  public synchronized void retain() {
    checkOpen();
    holders++;
  }

  @Override
  public synchronized void close() {
    if (!closed && --holders == 0) {
      closed = true;
      memory.close();
    }
  }
}
