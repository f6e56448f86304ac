package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.Random;

/** Random operations; a key is the low and high word of the seed, then of the iteration. */
final class Draws {
  private Draws() {}

  static double[] uniform(Random.Uniform op, double[] key) {
    double[] y = new double[Math.toIntExact(op.shape().elements())];
    long[] words = {};
    for (int i = 0; i < y.length; i++) {
      if (i % 4 == 0) {
        words = block(op, key, i / 4);
      }
      y[i] = (words[i % 4] >> 8) / Math.pow(2, 24);
    }
    return y;
  }

  static double[] dropout(Random.Dropout op, double[] x, double[] key) {
    double[] y = new double[x.length];
    long limit = Math.round(op.rate() * 65536);
    long[] words = {};
    for (int i = 0; i < y.length; i++) {
      if (i % 8 == 0) {
        words = block(op, key, i / 8);
      }
      long word = words[i / 2 % 4];
      long half = i % 2 == 0 ? word % 65536 : word / 65536;
      y[i] = half < limit ? 0 : x[i] / (1 - op.rate());
    }
    return y;
  }

  private static long[] block(Random op, double[] key, int block) {
    return SlowPhilox.block(
        new long[] {block, op.stream(), (long) key[2], (long) key[3]},
        new long[] {(long) key[0], (long) key[1]});
  }
}
