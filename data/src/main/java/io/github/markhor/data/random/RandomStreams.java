package io.github.markhor.data.random;

import io.github.markhor.tensor.Philox;
import java.util.stream.IntStream;

/**
 * The layout of the random numbers that a source draws: key = seed, counter = (block, sample,
 * epoch, purpose). No two draws share a counter.
 */
public final class RandomStreams {
  /** The purpose of numbers from which a picture's transform is drawn. */
  static final int TRANSFORM = 0x70696374;

  /** The purpose of numbers from which the order of an epoch is drawn. */
  static final int ORDER = 0x6f726465;

  private RandomStreams() {}

  static void block(int purpose, long seed, int epoch, int sample, int block, int[] words) {
    Philox.block(block, sample, epoch, purpose, (int) seed, (int) (seed >>> 32), words, 0);
  }

  /** A random order of {@code samples} numbers, by Fisher and Yates's exchange. */
  public static int[] permutation(int samples, long seed, int epoch) {
    int[] order = inOrder(samples);
    int[] words = new int[Philox.BLOCK];
    for (int i = samples - 1; i > 0; i--) {
      if (i % Philox.BLOCK == Philox.BLOCK - 1 || i == samples - 1) {
        block(ORDER, seed, epoch, 0, i / Philox.BLOCK, words);
      }
      int j = Philox.toInt(words[i % Philox.BLOCK], i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** The numbers from 0 on, in order. */
  public static int[] inOrder(int samples) {
    return IntStream.range(0, samples).toArray();
  }
}
