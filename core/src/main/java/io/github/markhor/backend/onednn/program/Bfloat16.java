package io.github.markhor.backend.onednn.program;

/** The upper half of a float32, rounded to nearest with ties to even; NaN stays NaN. */
public final class Bfloat16 {
  private static final int QUIET = 0x40;

  private Bfloat16() {}

  public static short of(float number) {
    int bits = Float.floatToRawIntBits(number);
    if (Float.isNaN(number)) {
      return (short) (bits >>> 16 | QUIET);
    }
    return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
  }

  public static float toFloat(short half) {
    return Float.intBitsToFloat(half << 16);
  }
}
