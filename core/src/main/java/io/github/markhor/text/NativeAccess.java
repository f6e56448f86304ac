package io.github.markhor.text;

/** The refusal of newer Java to let a library call native code, in words that help. */
public final class NativeAccess {
  private NativeAccess() {}

  /**
   * What to do, where native libraries were not loaded because Java does not allow it; else null.
   *
   * @param failure what loading them has thrown
   */
  public static String refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // A class whose initialization has failed once fails again with the first failure as text.
      if (cause instanceof IllegalCallerException
          || missesWhatWasRefused(cause)
          || String.valueOf(cause.getMessage()).contains("IllegalCallerException")) {
        return "This Java does not allow native code, which Markhor computes with. Start it with"
            + " --enable-native-access=ALL-UNNAMED, or where Markhor's modules lie on the module"
            + " path, with --enable-native-access=org.bytedeco.javacpp. Received: "
            + cause.getMessage();
      }
    }
    return null;
  }

  /** JavaCPP only notes that its library was refused, and then misses the functions in it. */
  private static boolean missesWhatWasRefused(Throwable cause) {
    if (!(cause instanceof UnsatisfiedLinkError)) {
      return false;
    }
    try {
      Class<?> caller = Class.forName("org.bytedeco.javacpp.Pointer");
      return !(boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(caller.getModule());
    } catch (ReflectiveOperationException | LinkageError before22) {
      return false;
    }
  }
}
