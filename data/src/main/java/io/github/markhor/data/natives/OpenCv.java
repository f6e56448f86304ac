package io.github.markhor.data.natives;

import io.github.markhor.tensor.JavaCppLimit;
import io.github.markhor.text.NativeAccess;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Loads OpenCV's native libraries, once and only when the first picture is to be decoded. */
public final class OpenCv {
  private OpenCv() {}

  /**
   * Loads the natives. @throws IllegalStateException naming the jar that is missing, or the option
   */
  public static void load() {
    Throwable problem = Natives.PROBLEM;
    if (problem != null) {
      String refusal = NativeAccess.refusal(problem);
      if (refusal != null) {
        throw new IllegalStateException(refusal, problem);
      }
      String platform = platform();
      throw new IllegalStateException(
          "OpenCV, which decodes pictures, cannot be loaded. Expected on the class path: the jar"
              + " org.bytedeco:"
              + culprit(problem)
              + " with the classifier "
              + platform
              + ", of the same JavaCPP version as the others (javacpp, openblas and opencv are"
              + " needed). Received: "
              + problem,
          problem);
    }
  }

  /** The jar that lacks what could not be found: libraries are named after it. */
  private static String culprit(Throwable problem) {
    String message = String.valueOf(problem.getMessage());
    return message.contains("openblas")
        ? "openblas"
        : message.contains("opencv") ? "opencv" : "javacpp";
  }

  private static String platform() {
    try {
      return Loader.getPlatform();
    } catch (LinkageError e) {
      return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
  }

  /** The holder, so that a failure is found once and told every time. */
  private static final class Natives {
    static final Throwable PROBLEM = problem();

    private static Throwable problem() {
      JavaCppLimit.lift();
      try {
        Loader.load(opencv_core.class);
        Loader.load(opencv_imgcodecs.class);
        // The workers are the parallelism: a pool inside each of them would only get in their way.
        opencv_core.setNumThreads(1);
        // What it would write to standard error comes as an exception that names the file.
        if (System.getenv("OPENCV_LOG_LEVEL") == null) {
          OpenCvLog.silence();
        }
        return null;
      } catch (LinkageError | RuntimeException e) {
        return e;
      }
    }
  }
}
