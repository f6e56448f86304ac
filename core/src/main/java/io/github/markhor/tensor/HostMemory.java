package io.github.markhor.tensor;

import io.github.markhor.text.NativeAccess;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory of the machine itself, outside Java's heap: aligned to 64 bytes, zeroed, freed by {@link
 * #close} and, for those who forget, when nothing refers to it any more.
 */
public final class HostMemory implements Memory {
  private static final int ALIGNMENT = 64;

  /** A direct buffer's capacity is an int. */
  private static final long WINDOW = 1L << 30;

  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong LIVE_BYTES = new AtomicLong();

  static {
    JavaCppLimit.lift();
  }

  private final long bytes;
  private final long address;
  private final Cleaner.Cleanable cleanable;
  private boolean closed;

  private HostMemory(long bytes, Pointer block) {
    this.bytes = bytes;
    long start = block.address();
    this.address = (start + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    LIVE_BYTES.addAndGet(bytes);
    this.cleanable = CLEANER.register(this, new Free(block, bytes));
  }

  private record Free(Pointer block, long bytes) implements Runnable {
    @Override
    public void run() {
      Pointer.free(block);
      LIVE_BYTES.addAndGet(-bytes);
    }
  }

  /**
   * Allocates zeroed memory.
   *
   * @throws OutOfMemoryError if the machine does not have it
   */
  public static HostMemory allocate(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("Expected a size of at least 0. Received: " + bytes);
    }
    Pointer block;
    try {
      block = Pointer.calloc(1, bytes + ALIGNMENT);
    } catch (LinkageError e) {
      // Where a model first meets native code.
      String refusal = NativeAccess.refusal(e);
      if (refusal != null) {
        throw new IllegalStateException(refusal, e);
      }
      throw e;
    }
    if (block == null || block.isNull()) {
      throw new OutOfMemoryError(
          "The machine could not give "
              + bytes
              + " bytes outside the heap; "
              + liveBytes()
              + " bytes are in use by Markhor.");
    }
    return new HostMemory(bytes, block);
  }

  /** The bytes that are allocated now, by everything in this process. */
  public static long liveBytes() {
    return LIVE_BYTES.get();
  }

  /** The memory of the machine, in use or not. */
  public static long machineBytes() {
    return Pointer.totalPhysicalBytes();
  }

  /** A view of memory at an address, which must stay valid as long as the buffer is used. */
  public static ByteBuffer view(long address, long bytes) {
    return new View(address, Math.toIntExact(bytes)).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private static final class View extends BytePointer {
    View(long address, int bytes) {
      super((Pointer) null);
      this.address = address;
      this.capacity = bytes;
      this.limit = bytes;
    }
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /** Whether the memory has been freed, so that nothing may read it. */
  boolean isFreed() {
    return closed;
  }

  @Override
  public long address() {
    checkOpen();
    return address;
  }

  @Override
  public void write(long offset, FloatBuffer source) {
    FloatBuffer from = source.duplicate();
    check(offset, from.remaining());
    long at = offset;
    while (from.hasRemaining()) {
      int count = (int) Math.min(from.remaining(), WINDOW / Float.BYTES);
      FloatBuffer part = from.duplicate().limit(from.position() + count);
      view(address + at, (long) count * Float.BYTES).asFloatBuffer().put(part);
      from.position(from.position() + count);
      at += (long) count * Float.BYTES;
    }
  }

  @Override
  public void read(long offset, FloatBuffer target) {
    FloatBuffer to = target.duplicate();
    check(offset, to.remaining());
    long at = offset;
    while (to.hasRemaining()) {
      int count = (int) Math.min(to.remaining(), WINDOW / Float.BYTES);
      to.put(view(address + at, (long) count * Float.BYTES).asFloatBuffer());
      at += (long) count * Float.BYTES;
    }
  }

  private void check(long offset, int floats) {
    checkOpen();
    Objects.checkFromIndexSize(offset, (long) floats * Float.BYTES, bytes);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("This memory has been freed: its owner was closed.");
    }
  }

  @Override
  public void close() {
    closed = true;
    cleanable.clean();
  }
}
