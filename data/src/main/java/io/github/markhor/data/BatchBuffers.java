package io.github.markhor.data;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;

/**
 * The memory of a source's batches, off the heap and used again from batch to batch. A buffer that
 * comes back late, after the source is closed, is freed then; one that never comes back is freed
 * with the objects that refer to it.
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
    private final ByteBuffer memory;
    private final FloatBuffer floats;

    private Buffer(int size) {
      // An aligned slice ends at a boundary too, so the last line must be a whole one.
      int lines = (size * Float.BYTES + ALIGNMENT - 1) / ALIGNMENT;
      memory = ByteBuffer.allocateDirect((lines + 1) * ALIGNMENT);
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
      OffHeap.free(buffer.memory);
    } else {
      free.push(buffer);
    }
  }

  /** How many buffers exist, in use or not. */
  synchronized int allocated() {
    return allocated;
  }

  /** Frees what is not in use. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!free.isEmpty()) {
      allocated--;
      OffHeap.free(free.pop().memory);
    }
  }

  /**
   * Frees direct memory at once. Without this it would wait for a collection, which memory off the
   * heap does not hurry; where the JDK does not let it, it waits.
   */
  private static final class OffHeap {
    private static final MethodHandle INVOKE_CLEANER = find();

    private static MethodHandle find() {
      try {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        var field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        return MethodHandles.lookup()
            .findVirtual(type, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
            .bindTo(field.get(null));
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }

    static void free(ByteBuffer memory) {
      if (INVOKE_CLEANER == null) {
        return;
      }
      try {
        INVOKE_CLEANER.invokeExact(memory);
      } catch (Throwable e) {
        throw new IllegalStateException("Freeing a batch's memory failed.", e);
      }
    }
  }
}
