package io.github.markhor.hdf5;

import java.nio.ByteBuffer;

/** The two checksums of HDF5. */
final class Checksums {
  private Checksums() {}

  /**
   * The checksum of the file's structure: Bob Jenkins's <a
   * href="https://burtleburtle.net/bob/c/lookup3.c">lookup3</a> with the initial value 0, over the
   * first bytes of a buffer.
   */
  static int lookup3(ByteBuffer bytes, int count) {
    int a = 0xdeadbeef + count;
    int b = a;
    int c = a;
    int at = 0;
    for (; count - at > 12; at += 12) {
      a += word(bytes, at, count);
      b += word(bytes, at + 4, count);
      c += word(bytes, at + 8, count);
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    if (at == count) {
      return c;
    }
    a += word(bytes, at, count);
    b += word(bytes, at + 4, count);
    c += word(bytes, at + 8, count);
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  /** Four bytes, little-endian; those at or behind the count are zero. */
  private static int word(ByteBuffer bytes, int at, int count) {
    int word = 0;
    for (int i = at; i < Math.min(at + 4, count); i++) {
      word |= (bytes.get(i) & 0xff) << (8 * (i - at));
    }
    return word;
  }

  /** The checksum of a chunk: Fletcher's, of 32 bits, over the first bytes in big-endian pairs. */
  static int fletcher32(byte[] bytes, int count) {
    int first = 0;
    int second = 0;
    for (int at = 0; at < count; at += 2) {
      int low = at + 1 < count ? bytes[at + 1] & 0xff : 0;
      first = folded(first + ((bytes[at] & 0xff) << 8 | low));
      second = folded(second + first);
    }
    return second << 16 | first;
  }

  /** Modulo 65535, except that a sum that is not zero never becomes zero. */
  private static int folded(int sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }
}
