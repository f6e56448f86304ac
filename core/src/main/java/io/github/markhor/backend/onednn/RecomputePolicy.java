package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Program;
import io.github.markhor.backend.onednn.slices.SliceSize;
import java.util.function.Function;

/**
 * Decides how a program keeps to a memory limit: whether it computes the batch in slices
 * (micro-batches), and whether the backward pass recomputes activations of the forward pass, also
 * known as rematerialization or gradient checkpointing, instead of keeping them. The policies are
 * tried from the fastest to the one with the smallest arena, each with the largest slices that fit.
 */
enum RecomputePolicy {
  /** All activations are kept; each thread computes its own slices. */
  KEEP(false, Integer.MAX_VALUE),
  /** Activations are recomputed for each slice; each thread computes its own slices. */
  RECOMPUTE(true, Integer.MAX_VALUE),
  /** Activations are recomputed, and all threads compute one slice at a time. */
  RECOMPUTE_ONE_AT_A_TIME(true, 1);

  private final boolean recomputes;
  private final int lanes;

  RecomputePolicy(boolean recomputes, int lanes) {
    this.recomputes = recomputes;
    this.lanes = lanes;
  }

  /**
   * The program of the fastest policy whose arena stays within a limit; where none does, the one
   * with the smallest arena. Other programs are closed.
   *
   * @param whole the program without a policy, which does not fit
   * @param batch the number of samples that can be sliced, more than 1
   * @param lower lowers the graph with a size of slices
   */
  static Program fit(
      Program whole, int batch, long arenaBytes, Function<SliceSize, Program> lower) {
    Program best = whole;
    for (RecomputePolicy policy : values()) {
      best = smaller(best, policy.inSlices(batch, arenaBytes, lower));
      if (best.arenaBytes() <= arenaBytes) {
        break;
      }
    }
    return best;
  }

  /** In the largest slices that fit; where none do, in the smallest. */
  private Program inSlices(int batch, long arenaBytes, Function<SliceSize, Program> lower) {
    Program smallest = lower.apply(ofSamples(1));
    for (int samples = batch / 2;
        samples > 1 && smallest.arenaBytes() <= arenaBytes;
        samples /= 2) {
      Program larger = lower.apply(ofSamples(samples));
      if (larger.arenaBytes() <= arenaBytes) {
        smallest.close();
        return larger;
      }
      larger.close();
    }
    return smallest;
  }

  private SliceSize ofSamples(int samples) {
    return SliceSize.ofSamples(samples, recomputes, lanes);
  }

  /** The one with the smaller arena; closes the other. */
  private static Program smaller(Program a, Program b) {
    Program larger = a.arenaBytes() <= b.arenaBytes() ? b : a;
    larger.close();
    return larger.equals(a) ? b : a;
  }
}
