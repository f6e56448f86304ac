package io.github.markhor.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file, on the disk or in memory. Counts the bytes that are read to find the way: a
 * file whose parts point at each other in circles, or all at the same place, soon has used up its
 * allowance.
 */
final class FileBytes implements AutoCloseable {
  /** How often, on average, a byte may be read to find the way. */
  private static final int READS = 8;

  private static final int SMALL_FILE = 1 << 17;

  private final FileChannel channel;
  private final ByteBuffer memory;
  private final long size;
  private long allowance;
  private long base;
  private int addressBytes = 8;
  private int lengthBytes = 8;

  private FileBytes(FileChannel channel, ByteBuffer memory, long size) {
    this.channel = channel;
    this.memory = memory;
    this.size = size;
    allowance = SMALL_FILE + READS * size;
  }

  static FileBytes open(Path path) {
    FileChannel channel = null;
    try {
      if (path.getFileSystem() != FileSystems.getDefault()) {
        // A jar for one gives no channel that could be read at any place.
        return of(ByteBuffer.wrap(Files.readAllBytes(path)));
      }
      channel = FileChannel.open(path, StandardOpenOption.READ);
      return new FileBytes(channel, null, channel.size());
    } catch (IOException | OutOfMemoryError problem) {
      close(channel);
      throw new Hdf5Exception("cannot be read: " + problem.getMessage(), problem);
    }
  }

  static FileBytes of(ByteBuffer memory) {
    return new FileBytes(null, memory.slice(), memory.remaining());
  }

  /** How many bytes are there. */
  long size() {
    return size;
  }

  /** Where addresses count from. */
  void setBase(long base) {
    this.base = base;
  }

  /** How many bytes an address and a length take in this file. */
  void setWidths(int addressBytes, int lengthBytes) {
    this.addressBytes = addressBytes;
    this.lengthBytes = lengthBytes;
  }

  int addressBytes() {
    return addressBytes;
  }

  int lengthBytes() {
    return lengthBytes;
  }

  /** Bytes that lead to others. */
  Block block(long address, long length) {
    allowance -= length;
    if (allowance < 0) {
      throw new Hdf5Exception("its parts lead to each other in circles, or too often to the same");
    }
    check(address, length);
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    read(address, bytes);
    return new Block(this, bytes.flip());
  }

  /** As many bytes as there are up to a length. */
  Block blockUpTo(long address, long most) {
    return block(address, Math.max(0, Math.min(most, size - base - Math.max(0, address))));
  }

  /** Refuses a piece that is not within the file. */
  void check(long address, long length) {
    if (address < 0
        || length < 0
        || length > Integer.MAX_VALUE - 8 && memory != null
        || address > size - base
        || length > size - base - address) {
      throw new Hdf5Exception(
          "its "
              + size
              + " bytes do not hold a piece of "
              + length
              + " bytes at "
              + (address < 0 ? "no address" : address));
    }
  }

  /** Fills a buffer; its piece of the file must have been checked. */
  void read(long address, ByteBuffer into) {
    if (memory != null) {
      into.put(memory.slice((int) (base + address), into.remaining()));
      return;
    }
    try {
      long at = base + address;
      while (into.hasRemaining()) {
        int count = channel.read(into, at);
        if (count < 0) {
          throw new Hdf5Exception("it became shorter while it was read");
        }
        at += count;
      }
    } catch (IOException problem) {
      throw new Hdf5Exception("cannot be read: " + problem.getMessage(), problem);
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException problem) {
      throw new Hdf5Exception("cannot be closed: " + problem.getMessage(), problem);
    }
  }
}
