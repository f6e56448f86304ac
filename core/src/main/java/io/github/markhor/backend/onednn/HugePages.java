package io.github.markhor.backend.onednn;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencl.Pfn_notify_BytePointer_Pointer_long_Pointer;

/**
 * Asks Linux to back large memory with pages of 2 MB: a step goes over hundreds of megabytes, and
 * with pages of 4 KB the processor spends a few hundredths of the time on looking up where they
 * are.
 *
 * <p>The call is {@code madvise(address, length, MADV_HUGEPAGE)}, for which Java 17 and JavaCPP
 * have nothing. What serves is a callback type that happens to be there: it calls any address with
 * a pointer, a pointer, a {@code size_t} and a pointer, and {@code madvise} takes the first three
 * of these in the same registers, on every 64-bit Linux. Where anything is missing or refused,
 * nothing happens: this is advice.
 */
final class HugePages {
  private static final int MADV_HUGEPAGE = 14;
  private static final long SMALL = 8L << 20;
  private static final long PAGE = 2L << 20;
  private static final Advice ADVICE = find();

  private HugePages() {}

  /** Asks for large pages for an area of memory that has not been touched yet. */
  static void advise(long address, long bytes) {
    if (ADVICE == null || bytes < SMALL) {
      return;
    }
    long first = (address + PAGE - 1) / PAGE * PAGE;
    long length = (address + bytes) / PAGE * PAGE - first;
    ADVICE.call(new At(first), new Number(length), MADV_HUGEPAGE, null);
  }

  private static Advice find() {
    boolean known =
        System.getProperty("os.name").startsWith("Linux")
            && Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"))
            && (Loader.getPlatform().equals("linux-x86_64")
                || Loader.getPlatform().equals("linux-arm64"));
    if (!known) {
      return null;
    }
    try {
      Pointer madvise = Loader.addressof("madvise");
      return madvise == null || madvise.isNull() ? null : new Advice(madvise);
    } catch (LinkageError | RuntimeException e) {
      return null;
    }
  }

  /** The function at an address, which is read from where this pointer points to. */
  private static final class Advice extends Pfn_notify_BytePointer_Pointer_long_Pointer {
    private final PointerPointer<Pointer> cell = new PointerPointer<>(2);

    Advice(Pointer function) {
      super((Pointer) null);
      cell.put(0, function);
      cell.put(1, (Pointer) null);
      address = cell.address();
    }
  }

  private static final class At extends BytePointer {
    At(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }

  /** A number where a pointer is asked for. */
  private static final class Number extends Pointer {
    Number(long number) {
      address = number;
    }
  }
}
