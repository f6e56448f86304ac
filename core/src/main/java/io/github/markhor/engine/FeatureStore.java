package io.github.markhor.engine;

import io.github.markhor.tensor.Bytes;
import io.github.markhor.tensor.HostMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where numbers lie until {@code fit} ends: outside the heap, or in a file. */
abstract sealed class FeatureStore implements AutoCloseable {
  private FeatureStore() {}

  /**
   * Takes memory, which may be more than an array can hold.
   *
   * @throws IllegalArgumentException if the machine does not have as much
   */
  static FeatureStore inMemory(long bytes) {
    long machine = HostMemory.machineBytes();
    if (bytes > machine) {
      throw new IllegalArgumentException(
          "Expected features that fit into the machine's memory, "
              + Bytes.text(machine)
              + "; in a directory(...) there may be room for them. Received: "
              + Bytes.text(bytes));
    }
    return new InMemory(HostMemory.allocate(bytes));
  }

  /**
   * Begins a file of its own, which nobody else sees.
   *
   * @param directory made if it is missing
   * @throws IllegalArgumentException if there is not as much room
   * @throws UncheckedIOException if the file cannot be made
   */
  static FeatureStore inFile(Path directory, long bytes) {
    try {
      Files.createDirectories(directory);
      long room = Files.getFileStore(directory).getUsableSpace();
      if (bytes > room) {
        throw new IllegalArgumentException(
            "Expected a directory with room for the features, "
                + Bytes.text(bytes)
                + ". Received: "
                + directory
                + ", with room for "
                + Bytes.text(room));
      }
      Path file = Files.createTempFile(directory, "features", ".tmp");
      return new InFile(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException wrong) {
      throw new UncheckedIOException("Cannot keep features in " + directory + ": " + wrong, wrong);
    }
  }

  /** Writes what remains of a buffer, from a float on. */
  abstract void write(long at, FloatBuffer numbers);

  /** Fills what remains of a buffer, from a float on. */
  abstract void read(long at, FloatBuffer numbers);

  @Override
  public abstract void close();

  private static final class InMemory extends FeatureStore {
    private final HostMemory memory;

    InMemory(HostMemory memory) {
      this.memory = memory;
    }

    @Override
    void write(long at, FloatBuffer numbers) {
      memory.write(at * Float.BYTES, numbers);
    }

    @Override
    void read(long at, FloatBuffer numbers) {
      memory.read(at * Float.BYTES, numbers);
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  /**
   * A file that is read and written by calls and not mapped: a mapped file on a full disk ends the
   * process, and stays as long as the garbage collector likes.
   */
  private static final class InFile extends FeatureStore {
    private final Path file;
    private final FileChannel channel;
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);

    InFile(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    private ByteBuffer bytes(int floats) {
      int count = Math.multiplyExact(floats, Float.BYTES);
      if (bytes.capacity() < count) {
        bytes = ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
      }
      return bytes.clear().limit(count);
    }

    @Override
    void write(long at, FloatBuffer numbers) {
      ByteBuffer all = bytes(numbers.remaining());
      all.asFloatBuffer().put(numbers.duplicate());
      try {
        for (long next = at * Float.BYTES; all.hasRemaining(); ) {
          next += channel.write(all, next);
        }
      } catch (IOException wrong) {
        throw new UncheckedIOException("Cannot write features to " + file + ": " + wrong, wrong);
      }
    }

    @Override
    void read(long at, FloatBuffer numbers) {
      ByteBuffer all = bytes(numbers.remaining());
      try {
        for (long next = at * Float.BYTES; all.hasRemaining(); ) {
          int count = channel.read(all, next);
          if (count < 0) {
            throw new IOException("it ends too early");
          }
          next += count;
        }
      } catch (IOException wrong) {
        throw new UncheckedIOException("Cannot read features of " + file + ": " + wrong, wrong);
      }
      numbers.duplicate().put(all.flip().order(ByteOrder.nativeOrder()).asFloatBuffer());
    }

    @Override
    public void close() {
      try {
        channel.close();
        Files.deleteIfExists(file);
      } catch (IOException wrong) {
        throw new UncheckedIOException("Cannot delete " + file + ": " + wrong, wrong);
      }
    }
  }
}
