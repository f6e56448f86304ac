package io.github.markhor.backend.onednn.blocks;

import io.github.markhor.graph.Random;
import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Philox;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Says for each element of a block whether dropout drops it. The random numbers are made for the
 * whole block side by side, which the JIT turns into vector instructions, and nothing here jumps by
 * their values.
 */
public final class DropoutMask {
  /** Elements that one block of Philox's words serves. */
  public static final int ELEMENTS = 8;

  private static final long LOW = 0xFFFFFFFFL;
  private static final int HALF = 0xFFFF;

  /** For each mask of eight elements, their bytes in the order of the machine's memory. */
  private static final long[] KEPT = new long[256];

  static {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    for (int dropped = 0; dropped < KEPT.length; dropped++) {
      for (int i = 0; i < ELEMENTS; i++) {
        long kept = (dropped >>> i & 1) == 0 ? 1 : 0;
        KEPT[dropped] |= kept << 8 * (little ? i : ELEMENTS - 1 - i);
      }
    }
  }

  /** First the words of the counters, then the random words, and in the end the masks in c0. */
  private final long[] c0;

  private final long[] c1;
  private final long[] c2;
  private final long[] c3;

  /**
   * @param elements how many there can be in a block
   */
  DropoutMask(int elements) {
    int blocks = (elements + ELEMENTS - 1) / ELEMENTS;
    c0 = new long[blocks];
    c1 = new long[blocks];
    c2 = new long[blocks];
    c3 = new long[blocks];
  }

  /**
   * Makes the masks for {@code n} elements.
   *
   * @param blocked how the numbers lie, null for C order: which elements are dropped must not
   *     depend on it
   * @param before elements of the operation that lie in slices of the batch before this one, a
   *     multiple of 8
   * @param start the first element's position in memory, a multiple of 8
   */
  public void make(
      Random.Dropout op, ChannelBlocks blocked, int before, int start, int n, Step step) {
    int blocks = (n + ELEMENTS - 1) / ELEMENTS;
    if (blocked == null) {
      count((before + start) / ELEMENTS, 0, blocks);
    } else {
      int run = blocked.block() / ELEMENTS;
      int first = 0;
      int left = 0;
      for (int at = 0; at < blocks; at += run) {
        if (left == 0) {
          first = (before + blocked.inCOrder(start + at * ELEMENTS)) / ELEMENTS;
          left = blocked.pointsLeft(start + at * ELEMENTS);
        }
        count(first, at, run);
        first += blocked.step() / ELEMENTS;
        left--;
      }
    }
    Arrays.fill(c1, 0, blocks, op.stream() & LOW);
    Arrays.fill(c2, 0, blocks, step.iteration() & LOW);
    Arrays.fill(c3, 0, blocks, step.iteration() >>> 32);
    Philox.blocks(step.seed(), c0, c1, c2, c3, blocks);
    compare(c0, c1, c2, c3, op.threshold(), blocks);
  }

  private void count(int first, int at, int n) {
    for (int i = 0; i < n; i++) {
      c0[at + i] = first + i & LOW;
    }
  }

  /** Bit i of {@code c0} becomes 1 where element i of the eight is dropped. */
  private static void compare(long[] c0, long[] c1, long[] c2, long[] c3, long threshold, int n) {
    for (int i = 0; i < n; i++) {
      long dropped = (c0[i] & HALF) - threshold >>> 63;
      dropped |= (c0[i] >>> 16) - threshold >>> 63 << 1;
      dropped |= (c1[i] & HALF) - threshold >>> 63 << 2;
      dropped |= (c1[i] >>> 16) - threshold >>> 63 << 3;
      dropped |= (c2[i] & HALF) - threshold >>> 63 << 4;
      dropped |= (c2[i] >>> 16) - threshold >>> 63 << 5;
      dropped |= (c3[i] & HALF) - threshold >>> 63 << 6;
      c0[i] = dropped | (c3[i] >>> 16) - threshold >>> 63 << 7;
    }
  }

  /** Sets {@code y} to {@code x} times {@code scale}, and to 0 where an element is dropped. */
  void apply(float[] x, float scale, float[] y, int n) {
    int whole = n / ELEMENTS;
    for (int i = 0; i < whole; i++) {
      int dropped = (int) c0[i];
      int at = i * ELEMENTS;
      y[at] = masked(x[at] * scale, (dropped & 1) - 1);
      y[at + 1] = masked(x[at + 1] * scale, (dropped >>> 1 & 1) - 1);
      y[at + 2] = masked(x[at + 2] * scale, (dropped >>> 2 & 1) - 1);
      y[at + 3] = masked(x[at + 3] * scale, (dropped >>> 3 & 1) - 1);
      y[at + 4] = masked(x[at + 4] * scale, (dropped >>> 4 & 1) - 1);
      y[at + 5] = masked(x[at + 5] * scale, (dropped >>> 5 & 1) - 1);
      y[at + 6] = masked(x[at + 6] * scale, (dropped >>> 6 & 1) - 1);
      y[at + 7] = masked(x[at + 7] * scale, (dropped >>> 7) - 1);
    }
    for (int at = whole * ELEMENTS; at < n; at++) {
      y[at] = masked(x[at] * scale, ((int) c0[whole] >>> at % ELEMENTS & 1) - 1);
    }
  }

  /** Writes, from a position in longs on, a byte for each element: 1 where it is kept, else 0. */
  public void write(LongBuffer to, int position, int n) {
    int blocks = (n + ELEMENTS - 1) / ELEMENTS;
    for (int i = 0; i < blocks; i++) {
      to.put(position + i, KEPT[(int) c0[i]]);
    }
  }

  private static float masked(float number, int mask) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(number) & mask);
  }
}
