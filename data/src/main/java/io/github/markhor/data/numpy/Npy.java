package io.github.markhor.data.numpy;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NumPy's files of one array, {@code .npy}, versions 1 to 3. Arrays of numbers and booleans are
 * read; those of Python objects, which are programs, are refused, as are text, dates and records.
 */
public final class Npy {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private Npy() {}

  /**
   * Reads an array, of either byte order, in C or Fortran order. No memory is reserved for what is
   * not in the file.
   *
   * @throws UncheckedIOException if the file cannot be read, naming it and the reason
   */
  public static NumpyArray read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(in, Files.size(file));
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  static UncheckedIOException problem(Path file, IOException e) {
    String reason = e instanceof EOFException ? "it is cut off" : e.getMessage();
    return new UncheckedIOException("Cannot read the array " + file + ": " + reason, e);
  }

  /**
   * Reads an array from a stream.
   *
   * @param most the greatest number of bytes that there can be
   */
  static NumpyArray read(InputStream in, long most) throws IOException {
    NumpyHeader header = NumpyHeader.read(in);
    long bytes = header.bytes();
    if (bytes > most) {
      throw new IOException(
          "it is cut off: its shape " + header.shape() + " takes " + bytes + " bytes");
    }
    if (bytes > LARGEST) {
      throw new IOException("it is larger than 2 GiB: its shape is " + header.shape());
    }
    byte[] elements = in.readNBytes((int) bytes);
    if (elements.length < bytes) {
      throw new IOException(
          "it is cut off: " + elements.length + " of " + bytes + " bytes are there");
    }
    ByteBuffer ordered = ByteBuffer.wrap(elements);
    if (header.order() == ByteOrder.BIG_ENDIAN) {
      swap(elements, header.type().bytes());
    }
    if (header.fortran() && header.shape().rank() > 1) {
      ordered = ByteBuffer.wrap(transposed(elements, header.shape(), header.type().bytes()));
    }
    return new NumpyArray(header.type(), header.shape(), ordered);
  }

  private static void swap(byte[] elements, int size) {
    for (int at = 0; at < elements.length; at += size) {
      for (int i = at, j = at + size - 1; i < j; i++, j--) {
        byte swapped = elements[i];
        elements[i] = elements[j];
        elements[j] = swapped;
      }
    }
  }

  /** Brings elements whose first axis runs fastest into C order. */
  private static byte[] transposed(byte[] fortran, Shape shape, int size) {
    byte[] ordered = new byte[fortran.length];
    int rank = shape.rank();
    int[] strides = new int[rank];
    int stride = size;
    for (int axis = 0; axis < rank; axis++) {
      strides[axis] = stride;
      stride *= shape.size(axis);
    }
    int[] index = new int[rank];
    int from = 0;
    for (int to = 0; to < ordered.length; to += size) {
      System.arraycopy(fortran, from, ordered, to, size);
      for (int axis = rank - 1; axis >= 0; axis--) {
        from += strides[axis];
        if (++index[axis] < shape.size(axis)) {
          break;
        }
        from -= index[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return ordered;
  }

  /**
   * Writes an array, replacing what the file held.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, NumpyArray array) {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, array);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the array " + file + ": " + e, e);
    }
  }

  /** Writes a tensor as float32, replacing what the file held. */
  public static void write(Path file, Tensor tensor) {
    write(file, NumpyArray.of(tensor));
  }

  static void write(OutputStream out, NumpyArray array) throws IOException {
    out.write(NumpyHeader.of(array));
    Channels.newChannel(out).write(array.elements());
  }
}
