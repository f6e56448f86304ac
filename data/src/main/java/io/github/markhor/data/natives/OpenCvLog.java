package io.github.markhor.data.natives;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.ErrorCallback;

/**
 * OpenCV's log on standard error. What it says of a picture is thrown as well, and there with the
 * file's name.
 *
 * <p>JavaCPP has no binding for the function that sets the level. It is called through a callback
 * type, which calls any address with an int, pointers, an int and a pointer; on 64-bit Linux a
 * function of fewer arguments ignores the others.
 */
final class OpenCvLog {
  private static final String SET_LEVEL = "_ZN2cv5utils7logging11setLogLevelENS1_8LogLevelE";
  private static final String LEVEL = "OPENCV_LOG_LEVEL";
  private static final int SILENT = 0;

  private OpenCvLog() {}

  /** Ends the log, unless the environment says what is to be logged, or it cannot be done. */
  static void silence() {
    String platform = Loader.getPlatform();
    if (System.getenv(LEVEL) != null
        || !(platform.equals("linux-x86_64") || platform.equals("linux-arm64"))) {
      return;
    }
    try {
      Path binding = Path.of(Loader.load(opencv_core.class)).toRealPath();
      try (DirectoryStream<Path> libraries =
          Files.newDirectoryStream(binding.getParent(), "libopencv_core.so*")) {
        for (Path library : libraries) {
          Loader.loadGlobal(library.toString());
        }
      }
      Pointer function = Loader.addressof(SET_LEVEL);
      if (function != null && !function.isNull()) {
        new SetLevel(function).call(SILENT, null, null, null, 0, null);
      }
    } catch (Exception | LinkageError noisy) {
      return; // a matter of beauty
    }
  }

  /** Calls the function whose address is stored in the memory that this pointer points to. */
  private static final class SetLevel extends ErrorCallback {
    private final PointerPointer<Pointer> cell = new PointerPointer<>(2);

    SetLevel(Pointer function) {
      super((Pointer) null);
      cell.put(0, function);
      cell.put(1, (Pointer) null);
      address = cell.address();
    }
  }
}
