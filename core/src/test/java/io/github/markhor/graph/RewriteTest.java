package io.github.markhor.graph;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds how rewrites are switched off by name. */
final class RewriteTest {
  /** Of some backend. */
  private enum Own implements Switchable {
    FAST_PATH
  }

  @AfterEach
  void asByDefault() {
    System.clearProperty(Switchable.PROPERTY);
  }

  @Test
  void onlyTheNamedOnesAreOff() {
    assertTrue(Own.FAST_PATH.isOn());
    System.setProperty(Switchable.PROPERTY, " fast-path,relu-in-convolution ");
    assertFalse(Own.FAST_PATH.isOn());
    assertFalse(Rewrite.RELU_IN_CONVOLUTION.isOn());
    assertTrue(Rewrite.RELU_AFTER_POOLING.isOn());
  }

  @Test
  void namesOfTheGraphAndOfTheBackendAreKnown() {
    System.setProperty(Switchable.PROPERTY, "fast-path,normalization-in-convolution,");
    assertDoesNotThrow(() -> Rewrite.checkNames(List.of(Own.values())));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Rewrite.checkNames(List.of()))
            .getMessage();
    assertEquals(
        "Expected in markhor.off names of [relu-after-pooling, relu-in-convolution,"
            + " normalization-in-convolution, padding-in-convolution, repeated-operands]."
            + " Received: fast-path",
        message);
  }
}
