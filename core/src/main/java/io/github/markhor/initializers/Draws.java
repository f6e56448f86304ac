package io.github.markhor.initializers;

import io.github.markhor.tensor.Philox;

/** Random numbers one after the other, a function of the seed alone. */
final class Draws {
  private final long seed;
  private final int[] words = new int[Philox.BLOCK];
  private long block;
  private int used = Philox.BLOCK;
  private double spare = Double.NaN;

  /**
   * Starts anew.
   *
   * @param own the initializer's own seed, or null to take the model's
   */
  Draws(Long own, long seed) {
    this.seed = own == null ? seed : own;
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

  /** The same, but never further than 2 from 0: what is gets drawn again. */
  double truncatedNormal() {
    double number = normal();
    while (Math.abs(number) > 2) {
      number = normal();
    }
    return number;
  }
}
