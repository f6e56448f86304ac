package io.github.markhor.conformance;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;

/**
 * The time that a case allows, and the heap. What the heap held at its fullest cannot be measured
 * from within; all that the thread has allocated is no less, so that no case passes wrongly.
 */
final class Limits {
  private static final double MIB = 1 << 20;

  private final double seconds;
  private final double mebibytes;
  private final long start = System.nanoTime();
  private final long before = allocated();

  private Limits(double seconds, double mebibytes) {
    this.seconds = seconds;
    this.mebibytes = mebibytes;
  }

  /** Starts to measure. */
  static Limits start(Case given) {
    Map<String, Object> limits = given.map("limits", Set.of("seconds", "heap_mb", "megabytes"));
    Object heap = limits.getOrDefault("heap_mb", limits.get("megabytes"));
    return new Limits(
        JsonNumbers.number(limits.get("seconds")),
        heap == null ? Double.POSITIVE_INFINITY : JsonNumbers.number(heap));
  }

  /** Compares what was used since the start. */
  void check(Checks checks) {
    double took = (System.nanoTime() - start) / 1e9;
    double used = (allocated() - before) / MIB;
    checks.that(took <= seconds, "took " + took + " s, allowed are " + seconds);
    checks.that(used <= mebibytes, "took " + used + " MiB of heap, allowed are " + mebibytes);
  }

  private static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? threads.getCurrentThreadAllocatedBytes()
        : 0;
  }
}
