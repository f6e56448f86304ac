package io.github.markhor.text;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** As Java 25 refuses with {@code --illegal-native-access=deny}. */
class NativeAccessTest {
  private static final class Refused {
    static {
      fail();
    }

    private static void fail() {
      throw new IllegalCallerException("Illegal native access from module: org.bytedeco.javacpp");
    }
  }

  @Test
  void theFlagIsNamedEachTimeThatLibrariesAreLoaded() {
    for (int i = 0; i < 2; i++) {
      Throwable failure = null;
      try {
        new Refused();
      } catch (LinkageError first) {
        failure = first;
      }
      String message = NativeAccess.refusal(failure);
      assertTrue(message.contains("--enable-native-access=ALL-UNNAMED"), message);
    }
    assertTrue(
        NativeAccess.refusal(new IllegalCallerException("Illegal")).endsWith("Received: Illegal"));
  }

  @Test
  void otherFailuresAreNone() {
    assertNull(NativeAccess.refusal(new UnsatisfiedLinkError("no jnidnnl in java.library.path")));
  }
}
