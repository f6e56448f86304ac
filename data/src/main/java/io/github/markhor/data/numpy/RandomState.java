package io.github.markhor.data.numpy;

import io.github.markhor.config.Require;
import java.util.List;
import java.util.stream.IntStream;

/**
 * NumPy's legacy random generator, {@code numpy.random.RandomState}: the Mersenne Twister MT19937,
 * seeded by one number, with the same numbers for the same calls. Keras's {@code
 * ImageDataGenerator} and {@code image_dataset_from_directory} draw from it. Not for several
 * threads at once.
 *
 * @see <a href="https://doi.org/10.1145/272991.272995">Matsumoto and Nishimura, 1998</a>
 */
public final class RandomState {
  private static final int SIZE = 624;
  private static final int OFFSET = 397;
  private static final long GREATEST_SEED = (1L << 32) - 1;

  private final int[] key = new int[SIZE];
  private int used = SIZE;

  private RandomState(long seed) {
    key[0] = (int) checkSeed(seed);
    for (int i = 1; i < SIZE; i++) {
      key[i] = 1812433253 * (key[i - 1] ^ key[i - 1] >>> 30) + i;
    }
  }

  /**
   * A fresh generator.
   *
   * @param seed from 0 to 2³² - 1, as NumPy wants it
   */
  public static RandomState seeded(long seed) {
    return new RandomState(seed);
  }

  /**
   * Checks a seed.
   *
   * @throws IllegalArgumentException if NumPy would refuse it
   */
  public static long checkSeed(long seed) {
    if (seed < 0 || seed > GREATEST_SEED) {
      throw new IllegalArgumentException(
          "Expected a seed of NumPy's, from 0 to " + GREATEST_SEED + ". Received: " + seed);
    }
    return seed;
  }

  /** The next 32 random bits. */
  public int nextWord() {
    if (used == SIZE) {
      refill();
      used = 0;
    }
    int y = key[used++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }

  private void refill() {
    for (int i = 0; i < SIZE; i++) {
      int y = key[i] & 0x80000000 | key[(i + 1) % SIZE] & 0x7fffffff;
      key[i] = key[(i + OFFSET) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
    }
  }

  /** A number of [0, 1), of 53 random bits: NumPy's {@code random_sample()}. */
  public double random() {
    int high = nextWord() >>> 5;
    int low = nextWord() >>> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  /** A number from {@code low} to {@code high}, which may also be the smaller one. */
  public double uniform(double low, double high) {
    return low + (high - low) * random();
  }

  /**
   * A whole number from 0 to {@code bound - 1}; for a bound of 1 nothing is drawn.
   *
   * @throws IllegalArgumentException if the bound is below 1
   */
  public int randint(int bound) {
    int greatest = Require.positive("bound", bound) - 1;
    if (greatest == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(greatest);
    int drawn = nextWord() & mask;
    while (drawn > greatest) {
      drawn = nextWord() & mask;
    }
    return drawn;
  }

  /** One of the values. */
  public double choice(double... values) {
    return values[randint(values.length)];
  }

  /** The numbers 0 to {@code count - 1} in random order. */
  public int[] permutation(int count) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = randint(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** Puts a list into random order, in place. */
  public <T> void shuffle(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      list.set(i, list.set(randint(i + 1), list.get(i)));
    }
  }
}
