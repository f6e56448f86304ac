package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.DType;

/** How numbers are rounded between operations; inside one, all is computed in double. */
public enum Precision {
  /** Nothing is rounded but to whole numbers, so that finite differences can be taken. */
  EXACT64 {
    @Override
    double round(double value, DType dtype) {
      return dtype == DType.INT32 ? Math.rint(value) : value;
    }
  },
  /** Every result is rounded to its type. */
  FLOAT32 {
    @Override
    double round(double value, DType dtype) {
      return switch (dtype) {
        case FLOAT32 -> (float) value;
        case BFLOAT16 -> bfloat16((float) value);
        case INT32 -> Math.rint(value);
      };
    }
  };

  abstract double round(double value, DType dtype);

  /**
   * The nearest number of 8 bits of fraction, the first of them implied; ties go to the even one.
   */
  public static float bfloat16(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    int upper = bits >>> 16;
    int rest = bits & 0xffff;
    if (rest > 0x8000 || (rest == 0x8000 && (upper & 1) == 1)) {
      upper++; // carries into the exponent, up to infinity
    }
    return Float.intBitsToFloat(upper << 16);
  }
}
