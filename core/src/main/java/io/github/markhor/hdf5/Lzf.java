package io.github.markhor.hdf5;

import java.util.Arrays;

/** Expands what h5py's filter lzf packed, in the format of LibLZF. */
final class Lzf {
  private Lzf() {}

  /**
   * Expands bytes.
   *
   * @param most of bytes that may come out
   */
  static byte[] expand(byte[] packed, int most) {
    byte[] result = new byte[most];
    int at = 0;
    int count = 0;
    while (at < packed.length) {
      int control = packed[at++] & 0xff;
      if (control < 32) {
        int literals = control + 1;
        check(at + literals <= packed.length && count + literals <= most);
        System.arraycopy(packed, at, result, count, literals);
        at += literals;
        count += literals;
      } else {
        int length = control >> 5;
        check(at + (length == 7 ? 2 : 1) <= packed.length);
        if (length == 7) {
          length += packed[at++] & 0xff;
        }
        int from = count - ((control & 0x1f) << 8) - (packed[at++] & 0xff) - 1;
        length += 2;
        check(from >= 0 && count + length <= most);
        // The bytes that are repeated may overlap their copy.
        for (int i = 0; i < length; i++) {
          result[count++] = result[from + i];
        }
      }
    }
    return Arrays.copyOf(result, count);
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new Hdf5Exception("a chunk packed by LZF is damaged");
    }
  }
}
