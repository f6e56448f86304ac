package io.github.markhor.callbacks;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * A file of events that TensorBoard reads: records of TensorFlow's TFRecord format, a length and
 * bytes, both with their checksum, each record a message {@code Event} of the protocol buffers
 * {@code event.proto} and {@code summary.proto}. The few fields are encoded here, because a library
 * for protocol buffers is larger than this whole package. See <a
 * href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TensorFlow: TFRecord</a>.
 */
final class EventFile implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path file;
  private final OutputStream out;

  /** Makes the folder and a new file in it. */
  EventFile(Path folder) {
    long now = System.currentTimeMillis();
    file =
        folder.resolve(
            String.format(
                "events.out.tfevents.%010d.markhor.%d.%d.v2",
                now / 1000, ProcessHandle.current().pid(), COUNT.getAndIncrement()));
    try {
      Files.createDirectories(folder);
      out =
          new BufferedOutputStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException problem) {
      throw new UncheckedIOException(
          "Expected a folder to write TensorBoard's events to. Received: " + folder, problem);
    }
    record(new Message().real(1, now / 1000.0).text(3, "brain.Event:2"));
  }

  /** A number at a step. */
  void scalar(String tag, long step, double value) {
    add(tag, step, new Message().real32(2, (float) value));
  }

  /** A histogram of values: 30 ranges of equal width between the least and the largest. */
  void histogram(String tag, long step, float[] values) {
    Histogram counted = Histogram.of(values);
    Message histogram =
        new Message()
            .real(1, counted.min())
            .real(2, counted.max())
            .real(3, values.length)
            .real(4, counted.sum())
            .real(5, counted.sumOfSquares())
            .reals(6, counted.limits())
            .reals(7, counted.counts());
    add(tag, step, new Message().message(5, histogram));
  }

  /** A picture, encoded as PNG. */
  void image(String tag, long step, int height, int width, int channels, byte[] png) {
    Message image =
        new Message().integer(1, height).integer(2, width).integer(3, channels).bytes(4, png);
    add(tag, step, new Message().message(4, image));
  }

  private void add(String tag, long step, Message value) {
    Message summary = new Message().message(1, new Message().text(1, tag).append(value));
    record(
        new Message()
            .real(1, System.currentTimeMillis() / 1000.0)
            .integer(2, step)
            .message(5, summary));
  }

  private void record(Message event) {
    byte[] bytes = event.toByteArray();
    byte[] length =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(bytes.length)
            .array();
    try {
      out.write(length);
      out.write(checksum(length));
      out.write(bytes);
      out.write(checksum(bytes));
    } catch (IOException problem) {
      throw cannotWrite(problem);
    }
  }

  /** CRC-32C, rotated and shifted as TFRecord prescribes, since data may hold checksums too. */
  private static byte[] checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }

  /** Makes all records so far readable for others. */
  void flush() {
    try {
      out.flush();
    } catch (IOException problem) {
      throw cannotWrite(problem);
    }
  }

  private UncheckedIOException cannotWrite(IOException problem) {
    return new UncheckedIOException("The events " + file + " cannot be written.", problem);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException problem) {
      throw cannotWrite(problem);
    }
  }

  /** A message of protocol buffers: numbered fields, in the order in which they are added. */
  private static final class Message {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message integer(int field, long value) {
      key(field, VARINT);
      return varint(value);
    }

    Message real(int field, double value) {
      key(field, FIXED64);
      return little(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    Message real32(int field, float value) {
      key(field, FIXED32);
      return little(Float.floatToRawIntBits(value), Float.BYTES);
    }

    Message reals(int field, double[] values) {
      key(field, LENGTH);
      varint((long) values.length * Double.BYTES);
      for (double value : values) {
        little(Double.doubleToRawLongBits(value), Double.BYTES);
      }
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toByteArray());
    }

    Message bytes(int field, byte[] value) {
      key(field, LENGTH);
      varint(value.length);
      bytes.writeBytes(value);
      return this;
    }

    Message append(Message fields) {
      bytes.writeBytes(fields.toByteArray());
      return this;
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }

    private void key(int field, int type) {
      varint((long) field << 3 | type);
    }

    private Message varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes.write((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
      return this;
    }

    private Message little(long bits, int count) {
      for (int i = 0; i < count; i++) {
        bytes.write((int) (bits >>> 8 * i));
      }
      return this;
    }
  }
}
