package io.github.markhor.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;

/**
 * The memory of a source's batches, off the heap and used again from batch to batch.
 *
 * <p>They are direct buffers, which the JVM frees when nothing refers to them any more: who keeps a
 * batch's tensor and forgets the batch, or the source, keeps the numbers as well. Memory that is
 * freed by hand would be gone beneath that tensor.
 */
final class BatchBuffers implements AutoCloseable {
  /** Whole cache lines, and what the widest vector loads like best. */
  private static final int ALIGNMENT = 64;

  private final int floats;
  private final int kept;
  private final ArrayDeque<Buffer> free = new ArrayDeque<>();
  private int allocated;
  private boolean closed;

  /**
   * An empty pool.
   *
   * @param floats the size of each buffer
   * @param kept how many unused buffers stay for the next batches
   */
  BatchBuffers(long floats, int kept) {
    if (floats * Float.BYTES > Integer.MAX_VALUE - 2 * ALIGNMENT) {
      throw new IllegalArgumentException(
          "Expected a batch of pictures to take less than 2 GiB. Received: batches of "
              + floats * Float.BYTES
              + " bytes");
    }
    this.floats = (int) floats;
    this.kept = kept;
  }

  /** A buffer of the pool. */
  static final class Buffer {
    private final FloatBuffer floats;

    private Buffer(int size) {
      // An aligned slice ends at a boundary too, so the last line must be a whole one.
      int lines = (size * Float.BYTES + ALIGNMENT - 1) / ALIGNMENT;
      ByteBuffer memory = ByteBuffer.allocateDirect((lines + 1) * ALIGNMENT);
      FloatBuffer aligned =
          memory.alignedSlice(ALIGNMENT).order(ByteOrder.nativeOrder()).asFloatBuffer();
      floats = aligned.limit(size).slice();
    }

    FloatBuffer floats() {
      return floats;
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
  synchronized void give(Buffer buffer) {
    if (closed || free.size() >= kept) {
      allocated--;
    } else {
      free.push(buffer);
    }
  }

  /** How many buffers exist, in use or not. */
  synchronized int allocated() {
    return allocated;
  }

  /** Lets go of what is not in use, and of the rest when it comes back. */
  @Override
  public synchronized void close() {
    closed = true;
    allocated -= free.size();
    free.clear();
  }
}
