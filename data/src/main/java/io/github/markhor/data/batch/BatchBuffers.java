package io.github.markhor.data.batch;

import io.github.markhor.tensor.HostMemory;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;

/**
 * The memory of a source's batches, off the heap and used again from batch to batch. {@link #close}
 * frees the buffers that are not in use. The others are freed when their batches are closed, or, if
 * a batch is never closed, when nothing refers to its tensor any more.
 */
public final class BatchBuffers implements AutoCloseable {
  private final int floats;
  private final int kept;
  private final ArrayDeque<Buffer> free = new ArrayDeque<>();
  private int allocated;
  private boolean closed;

  /**
   * An empty pool.
   *
   * @param floats the size of each buffer
   * @param kept the number of unused buffers that stay for the next batches
   */
  public BatchBuffers(long floats, int kept) {
    if (floats * Float.BYTES > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Expected a batch of pictures to take less than 2 GiB. Received: batches of "
              + floats * Float.BYTES
              + " bytes");
    }
    this.floats = (int) floats;
    this.kept = kept;
  }

  /** A buffer of the pool. */
  public static final class Buffer {
    private final HostMemory memory;
    private final FloatBuffer floats;

    private Buffer(int size) {
      memory = HostMemory.allocate((long) size * Float.BYTES);
      floats = HostMemory.view(memory.address(), memory.bytes()).asFloatBuffer();
    }

    /** A view, valid as long as the {@link #owner} is neither closed nor forgotten. */
    public FloatBuffer floats() {
      return floats;
    }

    /** The memory that the buffer is a view of. */
    public HostMemory owner() {
      return memory;
    }
  }

  /** A buffer that nobody else has. */
  synchronized Buffer take() {
    if (!free.isEmpty()) {
      return free.pop();
    }
    Buffer buffer = new Buffer(floats);
    allocated++;
    return buffer;
  }

  /** Takes a buffer back. */
  public synchronized void give(Buffer buffer) {
    if (closed || free.size() >= kept) {
      free(buffer);
    } else {
      free.push(buffer);
    }
  }

  private void free(Buffer buffer) {
    buffer.memory.close();
    allocated--;
  }

  /** The number of buffers, in use or not. */
  public synchronized int allocated() {
    return allocated;
  }

  /** Frees the buffers that are not in use, and the others when they come back. */
  @Override
  public synchronized void close() {
    closed = true;
    free.forEach(this::free);
    free.clear();
  }
}
