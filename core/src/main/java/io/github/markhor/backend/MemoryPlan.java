package io.github.markhor.backend;

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
    Placed placed = new Placed(requests.size());
    for (int request : bySize) {
      offsets[request] = placed.add(requests.get(request));
    }
    return new MemoryPlan(offsets, placed.total);
  }

  /**
   * The placed requests by offset, in arrays, because each new one is compared with all of them.
   */
  private static final class Placed {
    private final long[] begin;
    private final long[] end;
    private final int[] first;
    private final int[] last;
    private int count;
    private long total;

    Placed(int capacity) {
      begin = new long[capacity];
      end = new long[capacity];
      first = new int[capacity];
      last = new int[capacity];
    }

    long add(Request request) {
      long size = aligned(request.bytes());
      long at = 0;
      for (int i = 0; i < count && begin[i] < at + size; i++) {
        if (request.first() <= last[i] && first[i] <= request.last()) {
          at = Math.max(at, end[i]);
        }
      }
      int position = count;
      while (position > 0 && begin[position - 1] > at) {
        position--;
      }
      insert(position, at, size, request);
      total = Math.max(total, at + size);
      return at;
    }

    private void insert(int position, long at, long size, Request request) {
      int behind = count - position;
      for (Object array : new Object[] {begin, end, first, last}) {
        System.arraycopy(array, position, array, position + 1, behind);
      }
      begin[position] = at;
      end[position] = at + size;
      first[position] = request.first();
      last[position] = request.last();
      count++;
    }
  }

  /** The bytes of the arena that a buffer of a size takes. */
  public static long aligned(long bytes) {
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
