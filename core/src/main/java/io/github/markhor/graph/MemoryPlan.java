package io.github.markhor.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where in one arena each buffer lies, so that buffers that are needed at the same time do not
 * overlap. The largest are placed first, each at the lowest free offset: the same requests always
 * give the same plan.
 */
public final class MemoryPlan {
  /** Every offset is a multiple of this: a cache line, and the widest vector register. */
  public static final int ALIGNMENT = 64;

  private final long[] offsets;
  private final long bytes;

  private MemoryPlan(long[] offsets, long bytes) {
    this.offsets = offsets;
    this.bytes = bytes;
  }

  /**
   * A buffer to be placed.
   *
   * @param bytes its size
   * @param first the position in the schedule that writes it
   * @param last the last position that reads it
   */
  public record Request(long bytes, int first, int last) {
    public Request {
      if (bytes < 0 || first > last) {
        throw new IllegalArgumentException(
            "Expected a size of at least 0 and an order of uses. Received: "
                + bytes
                + " bytes from "
                + first
                + " to "
                + last);
      }
    }
  }

  /** Places the buffers; offset i belongs to request i. */
  public static MemoryPlan of(List<Request> requests) {
    List<Integer> bySize = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      bySize.add(i);
    }
    bySize.sort(Comparator.comparingLong(i -> -requests.get(i).bytes()));
    long[] offsets = new long[requests.size()];
    List<Integer> placed = new ArrayList<>(); // by offset
    long total = 0;
    for (int request : bySize) {
      long size = aligned(requests.get(request).bytes());
      long at = 0;
      for (int other : placed) {
        if (overlap(requests.get(request), requests.get(other))) {
          if (offsets[other] >= at + size) {
            break;
          }
          at = Math.max(at, offsets[other] + aligned(requests.get(other).bytes()));
        }
      }
      offsets[request] = at;
      total = Math.max(total, at + size);
      int position = 0;
      while (position < placed.size() && offsets[placed.get(position)] <= at) {
        position++;
      }
      placed.add(position, request);
    }
    return new MemoryPlan(offsets, total);
  }

  private static boolean overlap(Request a, Request b) {
    return a.first() <= b.last() && b.first() <= a.last();
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The offset of a request, by its number. */
  public long offset(int request) {
    return offsets[request];
  }

  /** The size of the arena. */
  public long bytes() {
    return bytes;
  }
}
