package io.github.markhor.data.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCachesTest {
  @TempDir Path folder;

  @Test
  void aFullDiskStopsTheCacheAndNothingElse() throws IOException {
    int slot = 10;
    try (FileChannel file =
            FileChannel.open(
                folder.resolve("small"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        DiskCache small =
            new DiskCache(folder, slot, new SmallDisk(file, DiskCache.HEADER_BYTES + 43))) {
      for (int sample = 0; sample < 4; sample++) {
        small.write(sample, levels(sample));
      }
      byte[] read = new byte[slot];
      for (int sample = 0; sample < 2; sample++) {
        assertTrue(small.read(sample, read));
        assertArrayEquals(levels(sample), read);
      }
      assertFalse(small.read(2, read));
      assertFalse(small.read(3, read));
    }
  }

  private static byte[] levels(int sample) {
    byte[] levels = new byte[10];
    for (int i = 0; i < 10; i++) {
      levels[i] = (byte) (sample * 31 + i * 7 + 200);
    }
    return levels;
  }

  @Test
  void aClosedCacheHoldsNothing() {
    MemoryCache memory = new MemoryCache(3, 10);
    byte[] read = new byte[10];
    memory.write(1, levels(1));
    assertTrue(memory.read(1, read));
    assertArrayEquals(levels(1), read);
    assertFalse(memory.read(0, read));
    memory.close();
    memory.close();
    assertFalse(memory.read(1, read));
    memory.write(2, levels(2));
    assertFalse(memory.read(2, read));
  }

  @Test
  void moreThanTheMachineHasIsRefusedAtOnce() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new MemoryCache(Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertTrue(e.getMessage().contains("cacheOnDisk"));
  }

  /** A file on a disk that ends. */
  private static final class SmallDisk extends FileChannel {
    private final FileChannel file;
    private final long end;

    SmallDisk(FileChannel file, long end) {
      this.file = file;
      this.end = end;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      if (position + source.remaining() > end) {
        throw new IOException("No space left on device");
      }
      return file.write(source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }

    private static UnsupportedOperationException unused() {
      return new UnsupportedOperationException("The cache reads and writes at positions only.");
    }

    @Override
    public int read(ByteBuffer target) {
      throw unused();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
      throw unused();
    }

    @Override
    public int write(ByteBuffer source) {
      throw unused();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      throw unused();
    }

    @Override
    public long position() {
      throw unused();
    }

    @Override
    public FileChannel position(long position) {
      throw unused();
    }

    @Override
    public long size() {
      throw unused();
    }

    @Override
    public FileChannel truncate(long size) {
      throw unused();
    }

    @Override
    public void force(boolean metaData) {
      throw unused();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw unused();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw unused();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw unused();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw unused();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      throw unused();
    }
  }
}
