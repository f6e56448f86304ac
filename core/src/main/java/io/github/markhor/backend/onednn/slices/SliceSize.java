package io.github.markhor.backend.onednn.slices;

import io.github.markhor.backend.onednn.natives.OpenMp;

/**
 * How large slices of the batch are to be, and which parts of a graph are worth slicing.
 *
 * @param sliceBytes how much the operation with the largest pictures may read and write at a time,
 *     were it in float32
 * @param worthBytes how much it must read and write for the whole batch, to be worth slicing
 * @param samples how many samples a slice may have at most
 * @param recomputes whether the backward pass recomputes the forward pass of a slice, so that the
 *     arena need not hold the activations of all slices
 * @param maxLanes how many slices may be computed side by side
 */
public record SliceSize(
    long sliceBytes, long worthBytes, int samples, boolean recomputes, int maxLanes) {
  /** No slices at all. */
  public static final SliceSize NEVER =
      new SliceSize(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, false, 1);

  /** Measured with 1 MB of second-level cache for each thread, and 32 MB of third-level. */
  private static final SliceSize MEASURED =
      new SliceSize(4 << 20, 16 << 20, Integer.MAX_VALUE, false, Integer.MAX_VALUE);

  /** Slices of at most that many samples, wherever there can be slices. */
  public static SliceSize ofSamples(int samples, boolean recomputes, int maxLanes) {
    return new SliceSize(Long.MAX_VALUE, 0, samples, recomputes, maxLanes);
  }

  /**
   * The fastest size. There are no slices where several threads would compute each together: they
   * would wait for each other more often than for the whole batch.
   */
  public static SliceSize fastest() {
    return OpenMp.threads() == 1 || OpenMp.canBeAlone() ? MEASURED : NEVER;
  }

  /**
   * How many slices are computed side by side, each by one thread; 1 if all threads compute a slice
   * together.
   */
  public int lanes(int threads) {
    return threads > 1 && OpenMp.canBeAlone() ? Math.min(threads, maxLanes) : 1;
  }
}
