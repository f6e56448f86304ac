package io.github.markhor.data.numpy;

import java.nio.ByteBuffer;

/** The element types of NumPy's that hold numbers. */
enum NumpyType {
  BOOL("b1", 1),
  INT8("i1", 1),
  UINT8("u1", 1),
  INT16("i2", 2),
  UINT16("u2", 2),
  INT32("i4", 4),
  UINT32("u4", 4),
  INT64("i8", 8),
  UINT64("u8", 8),
  FLOAT16("f2", 2),
  FLOAT32("f4", 4),
  FLOAT64("f8", 8);

  private final String code;
  private final int bytes;

  NumpyType(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The type of a code such as {@code f4}, or null. */
  static NumpyType of(String code) {
    for (NumpyType type : values()) {
      if (type.code.equals(code)) {
        return type;
      }
    }
    return null;
  }

  /** The size of an element. */
  int bytes() {
    return bytes;
  }

  /** NumPy's name of the type, least byte first. */
  String descr() {
    return (bytes == 1 ? "|" : "<") + code;
  }

  boolean isFloat() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  /** An element of a floating type; of any other, its whole number. */
  double getDouble(ByteBuffer elements, int index) {
    return switch (this) {
      case FLOAT16 -> half(elements.getShort(index * 2));
      case FLOAT32 -> elements.getFloat(index * 4);
      case FLOAT64 -> elements.getDouble(index * 8);
      case UINT64 -> unsigned(elements.getLong(index * 8));
      default -> getLong(elements, index);
    };
  }

  /** An element of a whole type; those from 2⁶³ on come out negative. */
  long getLong(ByteBuffer elements, int index) {
    return switch (this) {
      case BOOL -> elements.get(index) == 0 ? 0 : 1;
      case INT8 -> elements.get(index);
      case UINT8 -> Byte.toUnsignedLong(elements.get(index));
      case INT16 -> elements.getShort(index * 2);
      case UINT16 -> Short.toUnsignedLong(elements.getShort(index * 2));
      case INT32 -> elements.getInt(index * 4);
      case UINT32 -> Integer.toUnsignedLong(elements.getInt(index * 4));
      case INT64, UINT64 -> elements.getLong(index * 8);
      default -> (long) getDouble(elements, index);
    };
  }

  private static double unsigned(long bits) {
    // Half of it fits; the lowest bit stays, so that the result is rounded only once.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private static double half(short bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double size =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb((double) (fraction | 1024), exponent - 25);
        };
    return bits < 0 ? -size : size;
  }
}
