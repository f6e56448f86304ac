package io.github.markhor.data;

import io.github.markhor.data.numpy.RandomState;

/**
 * Says that a generator repeats the batches of Keras's with the same seed.
 *
 * @param seed the {@code seed} of Keras's {@code flow}
 */
record KerasReplay(long seed, ReplayOrder order) {
  KerasReplay {
    RandomState.checkSeed(seed);
  }
}
