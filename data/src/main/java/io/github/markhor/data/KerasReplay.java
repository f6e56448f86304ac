package io.github.markhor.data;

/**
 * That a generator repeats what Keras's does with the same seed.
 *
 * @param seed what Keras's {@code flow} is given as {@code seed}
 */
record KerasReplay(long seed, ReplayOrder order) {
  KerasReplay {
    RandomState.checkSeed(seed);
  }
}
