package io.github.markhor.backend.onednn.natives;

/**
 * Asks Linux to back large memory with pages of 2 MB. A step goes over hundreds of megabytes, and
 * with pages of 4 KB the processor spends a few hundredths of the time on looking up addresses.
 * This is advice: if Linux does not take it, nothing happens.
 */
public final class HugePages {
  private static final int MADV_HUGEPAGE = 14;
  private static final long SMALL = 8L << 20;
  private static final long PAGE = 2L << 20;
  private static final NativeFunction MADVISE = NativeFunction.find("madvise");

  private HugePages() {}

  /** Asks for large pages for an area of memory that has not been touched yet. */
  public static void advise(long address, long bytes) {
    if (MADVISE == null || bytes < SMALL) {
      return;
    }
    long first = (address + PAGE - 1) / PAGE * PAGE;
    long length = (address + bytes) / PAGE * PAGE - first;
    MADVISE.call(first, length, MADV_HUGEPAGE);
  }
}
