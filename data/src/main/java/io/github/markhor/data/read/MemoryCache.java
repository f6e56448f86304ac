package io.github.markhor.data.read;

import io.github.markhor.tensor.HostMemory;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A cache off the heap, whose memory is reserved block by block, as pictures come. */
public final class MemoryCache implements PictureCache {
  private static final long BLOCK = 32 << 20;

  private final int slot;
  private final int picturesInBlock;
  private final Map<Integer, HostMemory> blocks = new HashMap<>();
  private final AtomicIntegerArray filled;

  /** Reading and writing share the lock; closing has it alone, so that no freed memory is read. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /**
   * An empty cache.
   *
   * @param slot the bytes of a picture
   * @throws IllegalArgumentException if the machine has less memory than the pictures take
   */
  public MemoryCache(int samples, int slot) {
    long bytes = (long) samples * slot;
    long machine = machineBytes();
    if (bytes > machine) {
      throw new IllegalArgumentException(
          "Expected pictures that fit into the machine's memory, of "
              + (machine >> 20)
              + " MB, for cacheInMemory; cacheOnDisk takes more. Received: "
              + samples
              + " pictures of "
              + slot
              + " bytes, "
              + (bytes >> 20)
              + " MB");
    }
    this.slot = slot;
    this.picturesInBlock = (int) Math.max(1, BLOCK / slot);
    this.filled = new AtomicIntegerArray(samples);
  }

  private static long machineBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  @Override
  public boolean read(int sample, byte[] levels) {
    lock.readLock().lock();
    try {
      if (closed || filled.get(sample) == 0) {
        return false;
      }
      HostMemory.view(address(sample), slot).get(levels, 0, slot);
      return true;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void write(int sample, byte[] levels) {
    lock.readLock().lock();
    try {
      if (!closed && filled.get(sample) == 0) {
        HostMemory.view(address(sample), slot).put(levels, 0, slot);
        filled.set(sample, 1);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private long address(int sample) {
    int block = sample / picturesInBlock;
    HostMemory memory;
    synchronized (blocks) {
      memory = blocks.computeIfAbsent(block, this::allocate);
    }
    return memory.address() + (long) (sample % picturesInBlock) * slot;
  }

  private HostMemory allocate(int block) {
    int first = block * picturesInBlock;
    int pictures = Math.min(picturesInBlock, filled.length() - first);
    return HostMemory.allocate((long) pictures * slot);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      blocks.values().forEach(HostMemory::close);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
