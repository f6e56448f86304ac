package io.github.markhor.backend.onednn.natives;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The OpenMP runtime whose threads oneDNN computes with. It reads the environment once, when it is
 * loaded, and offers Java no other way in.
 *
 * <p>By default its threads spin for milliseconds after each primitive, waiting for the next. That
 * takes the cores from other threads, above all from those that decode pictures, and where cores
 * are shared it slows oneDNN itself: two spinning threads wait for each other's time slice. So
 * {@code OMP_WAIT_POLICY=passive} is put into the environment, unless the user has set it.
 */
public final class OpenMp {
  private static final String WAIT_POLICY = "OMP_WAIT_POLICY";

  private OpenMp() {}

  /** The number of threads that the runtime takes: OMP_NUM_THREADS, else one for each processor. */
  public static int threads() {
    String given = System.getenv("OMP_NUM_THREADS");
    if (given != null && given.strip().matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(given.strip());
    }
    return Runtime.getRuntime().availableProcessors();
  }

  /** Sets the waiting policy; to be called before oneDNN is loaded. */
  public static void configure() {
    boolean linux = System.getProperty("os.name").startsWith("Linux");
    if (linux && System.getenv(WAIT_POLICY) == null && System.getenv("GOMP_SPINCOUNT") == null) {
      setEnvironment(WAIT_POLICY + "=passive");
    }
  }

  /** True if {@link #alone} can be called; oneDNN must have been loaded. */
  public static boolean canBeAlone() {
    return Threads.SET != null;
  }

  /**
   * Runs something on the calling thread during which oneDNN plans and computes with this thread
   * alone, as far as this thread asks it to.
   */
  public static void alone(Runnable work) {
    Threads.SET.call(1, 0, 0);
    try {
      work.run();
    } finally {
      Threads.SET.call(Threads.ALL, 0, 0);
    }
  }

  /** The runtime's call that sets the number of threads for later calls of the calling thread. */
  private static final class Threads {
    static final NativeFunction SET = find();

    /** The default number of threads, which every lane of every step sets again at its end. */
    static final int ALL = threads();

    private static NativeFunction find() {
      String library = Loader.load(dnnl.class);
      if (library == null) {
        return null;
      }
      Path runtime = Path.of(library).resolveSibling("libgomp.so.1");
      if (!Files.exists(runtime)) {
        return null;
      }
      try {
        // It was loaded with symbols that only oneDNN sees.
        Loader.loadGlobal(runtime.toString());
      } catch (LinkageError e) {
        return null;
      }
      return NativeFunction.find("omp_set_num_threads");
    }
  }

  /**
   * Adds to the C library's environment, for which Java has no call: {@code environ} is made to
   * point to a copy of the list with one entry more. The old list stays where it is, since other
   * threads may be reading it.
   */
  private static void setEnvironment(String entry) {
    Loader.load(Pointer.class);
    Pointer environ = Loader.addressof("environ");
    if (environ == null || environ.isNull()) {
      return;
    }
    Pointers cell = new Pointers(environ.address());
    Pointers old = new Pointers(cell.get(0).address());
    List<Pointer> entries = new ArrayList<>();
    for (int i = 0; old.get(i) != null && !old.get(i).isNull(); i++) {
      entries.add(old.get(i));
    }
    byte[] bytes = entry.getBytes(StandardCharsets.US_ASCII);
    Bytes text = new Bytes(Pointer.calloc(bytes.length + 1L, 1).address());
    text.put(bytes, 0, bytes.length);
    Pointers list = new Pointers(Pointer.calloc(entries.size() + 2L, Long.BYTES).address());
    for (int i = 0; i < entries.size(); i++) {
      list.put(i, entries.get(i));
    }
    list.put(entries.size(), text);
    cell.put(0, list);
  }

  private static final class Pointers extends PointerPointer<Pointer> {
    Pointers(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }

  private static final class Bytes extends BytePointer {
    Bytes(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }
}
