package io.github.markhor.hdf5;

import io.github.markhor.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The parts of an HDF5 file to be written, little-endian, with addresses and lengths of 8 bytes.
 */
final class Hdf5Encoding {
  static final long UNDEFINED = -1;
  static final int SUPERBLOCK_BYTES = 48;

  /** The bytes of a text in an array: its length, and where it lies in a global heap. */
  static final int TEXT_BYTES = 16;

  /** IV.A.2.d, class 1: 32 bits, 8 of them exponent, with the bias 127. */
  private static final byte[] FLOAT32 =
      hex("11201f00" + "04000000" + "00002000" + "17080017" + "7f000000");

  /** IV.A.2.d, class 0: 64 bits with a sign. */
  private static final byte[] INT64 = hex("10080000" + "08000000" + "00004000");

  /** IV.A.2.d, class 9: UTF-8 of any length, as bytes in a global heap. */
  private static final byte[] TEXT =
      hex("19010100" + "10000000" + "10000000" + "01000000" + "00000800");

  private Hdf5Encoding() {}

  /** The types of elements. */
  enum Type {
    FLOAT(FLOAT32),
    LONG(INT64),
    STRING(TEXT);

    @SuppressWarnings("ImmutableEnumChecker") // never written
    private final byte[] message;

    Type(byte[] message) {
      this.message = message;
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** II.B, superblock version 2. */
  static byte[] superblock(long root, long end) {
    ByteBuffer block = buffer(SUPERBLOCK_BYTES);
    block.put(hex("894844460d0a1a0a")).put((byte) 2).put((byte) 8).put((byte) 8).put((byte) 0);
    block.putLong(0).putLong(UNDEFINED).putLong(end).putLong(root);
    return withChecksum(block, SUPERBLOCK_BYTES - 4);
  }

  /** IV.A.1.b, object header version 2, of one block. */
  static byte[] header(List<byte[]> messages) {
    int bytes = messages.stream().mapToInt(message -> message.length).sum();
    ByteBuffer header = buffer(10 + bytes + 4);
    header.put("OHDR".getBytes(StandardCharsets.US_ASCII)).put((byte) 2).put((byte) 2);
    header.putInt(bytes);
    messages.forEach(header::put);
    return withChecksum(header, 10 + bytes);
  }

  private static byte[] withChecksum(ByteBuffer block, int bytes) {
    block.putInt(bytes, Checksums.lookup3(block, bytes));
    return block.array();
  }

  private static byte[] message(int type, ByteBuffer body) {
    if (body.capacity() > 0xffff) {
      throw new Hdf5Exception(
          "Expected a part of an HDF5 header of at most 65535 bytes. Received: " + body.capacity());
    }
    return buffer(4 + body.capacity())
        .put((byte) type)
        .putShort((short) body.capacity())
        .put((byte) 0)
        .put(body.array())
        .array();
  }

  /** IV.A.2.c and k: links lie in the group's header itself. */
  static List<byte[]> groupMessages() {
    ByteBuffer links = buffer(18).put(2, (byte) 0).putLong(2, UNDEFINED).putLong(10, UNDEFINED);
    return List.of(message(0x02, links), message(0x0a, buffer(2)));
  }

  /** IV.A.2.g: a hard link with a UTF-8 name. */
  static byte[] link(String name, long address) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer link = buffer(5 + utf8.length + 8);
    link.put((byte) 1).put((byte) 0x11).put((byte) 1).putShort((short) utf8.length);
    return message(0x06, link.put(utf8).putLong(address));
  }

  /** IV.A.2.v: attributes lie in the object's header itself. */
  static byte[] attributeInfo() {
    return message(0x15, buffer(18).putLong(2, UNDEFINED).putLong(10, UNDEFINED));
  }

  /** IV.A.2.m, version 3. */
  static byte[] attribute(String name, Type type, Shape shape, byte[] data) {
    byte[] utf8 = (name + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] space = space(shape).array();
    ByteBuffer attribute =
        buffer(9 + utf8.length + type.message.length + space.length + data.length);
    attribute.put((byte) 3).put((byte) 0).putShort((short) utf8.length);
    attribute.putShort((short) type.message.length).putShort((short) space.length);
    return message(0x0c, attribute.put((byte) 1).put(utf8).put(type.message).put(space).put(data));
  }

  /** IV.A.2.b, version 2. */
  private static ByteBuffer space(Shape shape) {
    ByteBuffer space = buffer(4 + 8 * shape.rank());
    space.put((byte) 2).put((byte) shape.rank()).put((byte) 0);
    space.put((byte) (shape.rank() == 0 ? 0 : 1));
    for (int size : shape.toArray()) {
      space.putLong(size);
    }
    return space;
  }

  /** The header of an array whose numbers lie in one piece: IV.A.2.b, d, f and i. */
  static byte[] dataset(Type type, Shape shape, long address, long bytes) {
    ByteBuffer kind = buffer(type.message.length).put(type.message);
    ByteBuffer fill = buffer(2).put((byte) 3).put((byte) 0x0a);
    ByteBuffer layout = buffer(18).put((byte) 3).put((byte) 1);
    layout.putLong(bytes == 0 ? UNDEFINED : address).putLong(bytes);
    return header(
        List.of(
            message(0x01, space(shape)),
            message(0x03, kind),
            message(0x05, fill),
            message(0x08, layout)));
  }

  /** III.E, global heap: texts, numbered from 1. */
  static byte[] heap(List<byte[]> texts) {
    if (texts.size() > 0xffff) {
      throw new Hdf5Exception(
          "Expected at most 65535 texts in an HDF5 file. Received: " + texts.size());
    }
    ByteArrayOutputStream objects = new ByteArrayOutputStream();
    for (int i = 0; i < texts.size(); i++) {
      byte[] text = texts.get(i);
      int padded = (text.length + 7) / 8 * 8;
      ByteBuffer object = buffer(16 + padded).putShort((short) (i + 1)).putShort((short) 1);
      objects.writeBytes(object.putInt(0).putLong(text.length).put(text).array());
    }
    // HDF5 reads at least 4096 bytes; what is left is an object of its own, number 0.
    int used = 16 + objects.size() + 16;
    int bytes = Math.max(4096, used);
    ByteBuffer heap = buffer(bytes);
    heap.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(bytes);
    heap.put(objects.toByteArray()).putLong(0).putLong(bytes - used + 16L);
    return heap.array();
  }
}
