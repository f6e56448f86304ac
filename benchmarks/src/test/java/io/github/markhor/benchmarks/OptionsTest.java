package io.github.markhor.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OptionsTest {
  private static final Set<String> KNOWN = Set.of("net", "batch", "seconds", "dir", "profile");

  @Test
  void valuesAndFlagsAreReadAndTheRestHasDefaults() {
    Options options =
        new Options(KNOWN, "train", "--net", "cifar10", "--profile", "--seconds", "2.5");
    assertEquals("cifar10", options.get("net"));
    assertTrue(options.has("profile"));
    assertEquals(2.5, options.number("seconds", 10));
    assertEquals(32, options.integer("batch", 32));
    assertFalse(options.has("dir"));
    assertEquals(Path.of("x"), new Options(KNOWN, "fit", "--dir", "x").path("dir"));
  }

  @Test
  void whatIsWrongIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Options(KNOWN, "train", "--bogus", "1"));
    assertThrows(IllegalArgumentException.class, () -> new Options(KNOWN, "train", "net", "x"));
    assertThrows(IllegalArgumentException.class, () -> new Options(KNOWN, "train", "--net"));
    Options options = new Options(KNOWN, "train", "--batch", "0", "--seconds", "-1");
    assertThrows(IllegalArgumentException.class, () -> options.integer("batch", 32));
    assertThrows(IllegalArgumentException.class, () -> options.number("seconds", 10));
    assertThrows(IllegalArgumentException.class, () -> options.path("dir"));
  }
}
