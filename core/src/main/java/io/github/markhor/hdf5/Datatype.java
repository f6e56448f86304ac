package io.github.markhor.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The type of an array's elements: IV.A.2.d.
 *
 * @param bytes of an element
 */
record Datatype(Kind kind, int bytes, ByteOrder order, boolean signed) {
  /** The kinds of elements that are read, and others. */
  enum Kind {
    INTEGER,
    FLOAT16,
    BFLOAT16,
    FLOAT32,
    FLOAT64,
    /** Texts of one length for all, each up to its first zero byte. */
    TEXT,
    /** Like TEXT, filled up with spaces. */
    TEXT_WITH_SPACES,
    /** Texts of any length, in a global heap. */
    LONG_TEXT,
    /** Bytes that HDF5 gives no meaning. */
    OPAQUE,
    OTHER
  }

  private static final int INTEGER = 0;
  private static final int FLOAT = 1;
  private static final int STRING = 3;
  private static final int OPAQUE = 5;
  private static final int VARIABLE_LENGTH = 9;

  static Datatype read(Block block) {
    int type = block.u8() & 0xf;
    int bits = (int) block.unsigned(3);
    long size = block.u32();
    if (size == 0 || size > Integer.MAX_VALUE) {
      throw new Hdf5Exception("an element has " + size + " bytes");
    }
    int bytes = (int) size;
    ByteOrder order = (bits & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return switch (type) {
      case INTEGER -> new Datatype(integer(bytes, block), bytes, order, (bits & 8) != 0);
      case FLOAT -> new Datatype(floating(bytes, bits, block), bytes, order, true);
      case STRING ->
          new Datatype((bits & 0xf) == 2 ? Kind.TEXT_WITH_SPACES : Kind.TEXT, bytes, order, false);
      case OPAQUE -> new Datatype(Kind.OPAQUE, bytes, order, false);
      case VARIABLE_LENGTH ->
          new Datatype((bits & 0xf) == 1 ? Kind.LONG_TEXT : Kind.OTHER, bytes, order, false);
      default -> new Datatype(Kind.OTHER, bytes, order, false);
    };
  }

  private static Kind integer(int bytes, Block block) {
    int offset = block.u16();
    int precision = block.u16();
    return offset == 0 && precision == 8 * bytes && bytes <= 8 ? Kind.INTEGER : Kind.OTHER;
  }

  /** IEEE's types and bfloat16, told by the places of sign, exponent and mantissa. */
  private static Kind floating(int bytes, int bits, Block block) {
    int offset = block.u16();
    int precision = block.u16();
    int exponentAt = block.u8();
    int exponentBits = block.u8();
    int mantissaAt = block.u8();
    int mantissaBits = block.u8();
    long bias = block.u32();
    boolean plain =
        offset == 0
            && precision == 8 * bytes
            && mantissaAt == 0
            && exponentAt == mantissaBits
            && exponentAt + exponentBits == precision - 1
            && bits >> 8 == precision - 1
            && bias == (1L << (exponentBits - 1)) - 1
            // Neither the order of the VAX, nor a mantissa without the leading bit left out.
            && (bits & 0x40) == 0
            && (bits & 0x30) == 0x20;
    if (!plain) {
      return Kind.OTHER;
    }
    if (bytes == 2) {
      return exponentBits == 5 ? Kind.FLOAT16 : exponentBits == 8 ? Kind.BFLOAT16 : Kind.OTHER;
    }
    return bytes == 4 && exponentBits == 8
        ? Kind.FLOAT32
        : bytes == 8 && exponentBits == 11 ? Kind.FLOAT64 : Kind.OTHER;
  }

  /** Whether elements are floating-point numbers. */
  boolean isFloating() {
    return switch (kind) {
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> true;
      default -> false;
    };
  }

  /** Turns elements that fill a buffer into floats. */
  void toFloats(ByteBuffer elements, float[] into, int at) {
    ByteBuffer bytes = elements.order(order);
    int count = bytes.remaining() / this.bytes;
    switch (kind) {
      case FLOAT32 -> bytes.asFloatBuffer().get(into, at, count);
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = (float) bytes.getDouble();
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = half(bytes.getShort());
        }
      }
      case INTEGER -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = toLong(bytes);
          bytes.position(bytes.position() + this.bytes);
        }
      }
      case BFLOAT16, OPAQUE -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = Float.intBitsToFloat(bytes.getShort() << 16);
        }
      }
      default -> throw new Hdf5Exception("its elements are no numbers");
    }
  }

  /** A number of 16 bits with 5 of them exponent. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    float size =
        exponent == 0
            ? mantissa * 0x1p-24f
            : exponent == 0x1f
                ? (mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                : (0x400 | mantissa) * (float) Math.scalb(1.0, exponent - 25);
    return bits < 0 ? -size : size;
  }

  /** A whole number. */
  long toLong(ByteBuffer element) {
    ByteBuffer bytes = element.order(order);
    long value = 0;
    for (int i = 0; i < this.bytes; i++) {
      int at = order == ByteOrder.BIG_ENDIAN ? i : this.bytes - 1 - i;
      value = value << 8 | (bytes.get(bytes.position() + at) & 0xff);
    }
    int unused = Long.SIZE - 8 * this.bytes;
    return signed ? value << unused >> unused : value;
  }
}
