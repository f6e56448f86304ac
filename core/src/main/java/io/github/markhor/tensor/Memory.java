package io.github.markhor.tensor;

import java.nio.FloatBuffer;

/** Memory that a backend computes in; on a device it may be out of the reach of Java. */
public interface Memory extends AutoCloseable {
  /** The size. */
  long bytes();

  /** Where it begins, for the backend that allocated it; a multiple of 64. */
  long address();

  /** Copies what remains of a buffer to an offset in bytes; the buffer's position is left. */
  void write(long offset, FloatBuffer source);

  /** Fills what remains of a buffer from an offset in bytes; the buffer's position is left. */
  void read(long offset, FloatBuffer target);

  /** Frees the memory; twice is no error. */
  @Override
  void close();
}
