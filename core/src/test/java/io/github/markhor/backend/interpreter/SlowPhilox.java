package io.github.markhor.backend.interpreter;

import java.math.BigInteger;

/**
 * Philox4x32-10 written from the paper's figures with whole numbers of any size, so that nothing
 * can overflow: Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3"
 * (2011).
 */
final class SlowPhilox {
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(32);
  private static final BigInteger M0 = new BigInteger("D2511F53", 16);
  private static final BigInteger M1 = new BigInteger("CD9E8D57", 16);
  private static final BigInteger W0 = new BigInteger("9E3779B9", 16);
  private static final BigInteger W1 = new BigInteger("BB67AE85", 16);

  private SlowPhilox() {}

  /**
   * Four words, each in [0, 2³²).
   *
   * @param counter four words, the first the lowest
   * @param key two words, the first the lower
   */
  static long[] block(long[] counter, long[] key) {
    BigInteger[] r = new BigInteger[4];
    for (int i = 0; i < 4; i++) {
      r[i] = BigInteger.valueOf(counter[i]).mod(WORD);
    }
    for (int round = 0; round < 10; round++) {
      BigInteger n = BigInteger.valueOf(round);
      BigInteger k0 = BigInteger.valueOf(key[0]).add(n.multiply(W0)).mod(WORD);
      BigInteger k1 = BigInteger.valueOf(key[1]).add(n.multiply(W1)).mod(WORD);
      BigInteger[] p0 = M0.multiply(r[0]).divideAndRemainder(WORD);
      BigInteger[] p1 = M1.multiply(r[2]).divideAndRemainder(WORD);
      r =
          new BigInteger[] {
            p1[0].xor(r[1]).xor(k0), p1[1], p0[0].xor(r[3]).xor(k1), p0[1],
          };
    }
    return new long[] {
      r[0].longValueExact(), r[1].longValueExact(), r[2].longValueExact(), r[3].longValueExact()
    };
  }
}
