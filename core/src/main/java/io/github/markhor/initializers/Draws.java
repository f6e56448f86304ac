package io.github.markhor.initializers;

import io.github.markhor.tensor.Philox;

/** A sequence of random numbers, a function of the seed alone. */
final class Draws {
  private final long seed;
  private final int[] words = new int[Philox.BLOCK];
  private long block;
  private int used = Philox.BLOCK;
  private double spare = Double.NaN;

  Draws(long seed) {
    this.seed = seed;
  }

  private int word() {
    if (used == words.length) {
      Philox.block(seed, block++, 0, words, 0);
      used = 0;
    }
    return words[used++];
  }

  /** A number of [0, 1). */
  double uniform() {
    return Philox.toDouble(word(), word());
  }

  /** A number of mean 0 and deviation 1, by the transformation of Box and Muller (1958). */
  double normal() {
    if (!Double.isNaN(spare)) {
      double result = spare;
      spare = Double.NaN;
      return result;
    }
    double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    double angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** A normal number that is drawn again while it is further than 2 from 0. */
  double truncatedNormal() {
    double number = normal();
    while (Math.abs(number) > 2) {
      number = normal();
    }
    return number;
  }
}
