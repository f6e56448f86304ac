package io.github.markhor.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/** How long things took, in nanoseconds: what was least, and what most stayed below. */
final class Times {
  private long[] nanos = new long[1024];
  private int count;

  void add(long each) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = each;
  }

  /** The times of several, together. */
  static Times together(Collection<Times> parts) {
    Times all = new Times();
    for (Times part : parts) {
      for (int i = 0; i < part.count; i++) {
        all.add(part.nanos[i]);
      }
    }
    return all;
  }

  int count() {
    return count;
  }

  double leastMillis() {
    return percentileMillis(0);
  }

  double medianMillis() {
    return percentileMillis(50);
  }

  /**
   * The least of the times that at least so many of a hundred do not exceed: the nearest rank.
   *
   * @param percent 0 to 100
   */
  double percentileMillis(double percent) {
    if (count == 0) {
      throw new IllegalStateException("Expected at least one time. Received: none");
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * count);
    return sorted[Math.max(1, rank) - 1] / 1e6;
  }
}
