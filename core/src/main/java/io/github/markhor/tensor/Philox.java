package io.github.markhor.tensor;

import java.util.Objects;

/**
 * Random numbers without a state: Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel Random
 * Numbers: As Easy as 1, 2, 3" (2011). A block of four 32-bit words is a function of a 128-bit
 * counter and a 64-bit key alone, so that the number belonging to (seed, step, element) or (seed,
 * epoch, picture) is the same in whatever order, on whatever thread and after whatever resume it is
 * drawn.
 *
 * <p>Use the seed as the key, and spend the counter's words on what tells draws apart. Nothing here
 * allocates, but for the four words of a fill's unfinished last block.
 */
public final class Philox {
  /** The words of a block. */
  public static final int BLOCK = 4;

  /**
   * 2⁶⁴ divided by the golden ratio. Its multiples spread over all 64 bits, which makes seeds of
   * many streams out of one.
   */
  public static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW = 0xFFFFFFFFL;

  private Philox() {}

  /**
   * Writes the block of the counter (c0, c1, c2, c3), c0 the lowest word, under the key (k0, k1) to
   * {@code words[at]} and the three after it.
   *
   * @throws IndexOutOfBoundsException if the array has no room for four words there
   */
  public static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] words, int at) {
    Objects.checkFromIndexSize(at, BLOCK, words.length);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW);
      long product1 = MULTIPLIER_1 * (c2 & LOW);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    words[at] = c0;
    words[at + 1] = c1;
    words[at + 2] = c2;
    words[at + 3] = c3;
  }

  /** The same of a counter and key given as longs, each of its low and its high word. */
  public static void block(long key, long counterLow, long counterHigh, int[] words, int at) {
    block(
        (int) counterLow,
        (int) (counterLow >>> 32),
        (int) counterHigh,
        (int) (counterHigh >>> 32),
        (int) key,
        (int) (key >>> 32),
        words,
        at);
  }

  /**
   * Fills {@code words[from]} up to {@code words[to]} (exclusive) from the blocks of the counters
   * (firstBlock, counterHigh), (firstBlock + 1, counterHigh) and so on; the last may be used in
   * part.
   */
  public static void fill(
      long key, long firstBlock, long counterHigh, int[] words, int from, int to) {
    Objects.checkFromToIndex(from, to, words.length);
    long counter = firstBlock;
    int at = from;
    for (; at + BLOCK <= to; at += BLOCK) {
      block(key, counter++, counterHigh, words, at);
    }
    if (at < to) {
      int[] last = new int[BLOCK];
      block(key, counter, counterHigh, last, 0);
      System.arraycopy(last, 0, words, at, to - at);
    }
  }

  /**
   * Turns {@code n} counters under one key into their blocks. Each array holds one word of every
   * counter, c0 the lowest, as a number of [0, 2^32), and afterwards that word of its block. Blocks
   * side by side are what vector instructions compute.
   */
  public static void blocks(long key, long[] c0, long[] c1, long[] c2, long[] c3, int n) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      round(c0, c1, c2, c3, k0 & LOW, k1 & LOW, n);
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
  }

  private static void round(long[] c0, long[] c1, long[] c2, long[] c3, long k0, long k1, int n) {
    for (int i = 0; i < n; i++) {
      long product0 = MULTIPLIER_0 * c0[i];
      long product1 = MULTIPLIER_1 * c2[i];
      c0[i] = product1 >>> 32 ^ c1[i] ^ k0;
      c1[i] = product1 & LOW;
      c2[i] = product0 >>> 32 ^ c3[i] ^ k1;
      c3[i] = product0 & LOW;
    }
  }

  /** A word as a number of [0, 1): its upper 24 bits, which is all that a float holds. */
  public static float toFloat(int word) {
    return (word >>> 8) * 0x1p-24f;
  }

  /** Two words as a number of [0, 1) of 53 bits. */
  public static double toDouble(int high, int low) {
    return ((high >>> 5) * 0x1p26 + (low >>> 6)) * 0x1p-53;
  }

  /** A word as a whole number of [0, bound), by multiplication; the bias is below bound / 2³². */
  public static int toInt(int word, int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("Expected a bound above 0. Received: " + bound);
    }
    return (int) ((word & LOW) * bound >>> 32);
  }
}
