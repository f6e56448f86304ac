package io.github.markhor.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A piece of a file, read from its beginning to its end; reading over the end is an error. */
final class Block {
  /** An address that says: nowhere. */
  static final long UNDEFINED = -1;

  private final FileBytes file;
  private final ByteBuffer bytes;

  Block(FileBytes file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  int remaining() {
    return bytes.remaining();
  }

  int position() {
    return bytes.position();
  }

  int u8() {
    return (int) unsigned(1);
  }

  int u16() {
    return (int) unsigned(2);
  }

  long u32() {
    return unsigned(4);
  }

  /** A whole number of 1 to 8 bytes; one beyond 2^63 is refused. */
  long unsigned(int width) {
    need(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes.get() & 0xffL) << (8 * i);
    }
    if (value < 0) {
      throw new Hdf5Exception("a number is too large: " + Long.toUnsignedString(value));
    }
    return value;
  }

  /** A number of this file's width for lengths. */
  long length() {
    return unsigned(file.lengthBytes());
  }

  /** An address, or {@link #UNDEFINED}. */
  long address() {
    int width = file.addressBytes();
    need(width);
    boolean undefined = true;
    for (int i = 0; i < width; i++) {
      undefined &= bytes.get(bytes.position() + i) == -1;
    }
    if (undefined) {
      skip(width);
      return UNDEFINED;
    }
    return unsigned(width);
  }

  Block skip(long count) {
    need(count);
    bytes.position(bytes.position() + (int) count);
    return this;
  }

  /** The next bytes as a block of their own. */
  Block part(long length) {
    need(length);
    Block part = new Block(file, bytes.slice(bytes.position(), (int) length));
    skip(length);
    return part;
  }

  /** The same block, to be read from its beginning. */
  Block again() {
    return new Block(file, bytes.duplicate().rewind());
  }

  /** The rest of the block, to be read once more from here. */
  Block fresh() {
    return new Block(file, bytes.duplicate());
  }

  /** The bytes that are left. */
  byte[] rest() {
    return take(remaining());
  }

  byte[] take(long length) {
    need(length);
    byte[] taken = new byte[(int) length];
    bytes.get(taken);
    return taken;
  }

  /** A text that ends with a zero byte or with the block. */
  String textToZero() {
    int end = bytes.position();
    while (end < bytes.limit() && bytes.get(end) != 0) {
      end++;
    }
    String text = new String(take(end - bytes.position()), StandardCharsets.UTF_8);
    if (bytes.hasRemaining()) {
      skip(1);
    }
    return text;
  }

  /** Refuses a block that does not go on with a signature of four letters. */
  Block signature(String expected) {
    String found = new String(take(4), StandardCharsets.ISO_8859_1);
    if (!found.equals(expected)) {
      throw new Hdf5Exception("expected a part that begins with " + expected);
    }
    return this;
  }

  /** Refuses a block whose last four bytes are not the checksum of those before. */
  Block checked() {
    need(4);
    int last = bytes.limit() - 4;
    if (Checksums.lookup3(bytes, last) != bytes.getInt(last)) {
      throw new Hdf5Exception("a checksum is wrong");
    }
    bytes.limit(last);
    return this;
  }

  private void need(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new Hdf5Exception("a part ends too early");
    }
  }
}
