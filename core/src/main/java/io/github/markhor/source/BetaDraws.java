package io.github.markhor.source;

import io.github.markhor.tensor.Philox;

/**
 * Random numbers of one sample of an epoch, drawn one after the other: they follow from the seed,
 * the epoch, the sample's place and how many were drawn before.
 */
final class BetaDraws {
  private final int[] words = new int[Philox.BLOCK];
  private final long seed;
  private final long epoch;
  private final int place;
  private int next;

  BetaDraws(long seed, int epoch, int place) {
    this.seed = seed;
    this.epoch = epoch;
    this.place = place;
  }

  /** A number of (0, 1). */
  double uniform() {
    Philox.block(seed, next++ & 0xFFFFFFFFL | (long) place << 32, epoch, words, 0);
    return Philox.toDouble(words[0], words[1]) + 0x1p-54;
  }

  private double normal() {
    return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  }

  /**
   * A number of the beta distribution of alpha and alpha, of two of the gamma distribution. Their
   * logarithms are compared, since a small alpha gives numbers that no double holds.
   */
  double beta(double alpha) {
    double one = logGamma(alpha);
    double other = logGamma(alpha);
    return 1 / (1 + Math.exp(other - one));
  }

  /**
   * The logarithm of a number of the gamma distribution: Marsaglia and Tsang, "A Simple Method for
   * Generating Gamma Variables" (2000).
   */
  private double logGamma(double shape) {
    if (shape < 1) {
      return logGamma(shape + 1) + Math.log(uniform()) / shape;
    }
    double d = shape - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double v = 1 + c * x;
      if (v > 0) {
        double cube = v * v * v;
        if (Math.log(uniform()) < x * x / 2 + d - d * cube + d * Math.log(cube)) {
          return Math.log(d) + Math.log(cube);
        }
      }
    }
  }
}
