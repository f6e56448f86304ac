package io.github.markhor.data.natives;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.ErrorCallback;

/**
 * Silences OpenCV's log. JavaCPP has no binding for the function, which is called by its address
 * through a type of callback whose first argument is an integer too; the others are passed in
 * registers that the function does not look at. Where the compiler names the function otherwise, as
 * on Windows, OpenCV goes on writing.
 */
final class OpenCvLog {
  private static final String SET_LOG_LEVEL = "_ZN2cv5utils7logging11setLogLevelENS1_8LogLevelE";
  private static final int SILENT = 0;

  private OpenCvLog() {}

  static void silence() {
    try {
      Pointer function = Loader.addressof(SET_LOG_LEVEL);
      if (function != null && !function.isNull()) {
        new Call(function).call(SILENT, null, null, null, 0, null);
      }
    } catch (LinkageError missing) {
      // Decoding does not depend on it.
      return;
    }
  }

  /** Calls the function whose address is stored in the memory that this pointer points to. */
  private static final class Call extends ErrorCallback {
    private final PointerPointer<Pointer> cell = new PointerPointer<>(2);

    Call(Pointer function) {
      super((Pointer) null);
      cell.put(0, function);
      cell.put(1, (Pointer) null);
      address = cell.address();
    }
  }
}
