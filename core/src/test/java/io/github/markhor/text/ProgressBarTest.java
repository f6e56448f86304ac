package io.github.markhor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  @Test
  void fillsUp() {
    assertEquals("─".repeat(20), ProgressBar.bar(0, 7));
    assertEquals("━".repeat(8) + "─".repeat(12), ProgressBar.bar(3, 7));
    assertEquals("━".repeat(20), ProgressBar.bar(7, 7));
    assertEquals("━".repeat(20), ProgressBar.bar(9, 7));
    assertEquals("━".repeat(10) + "─".repeat(10), ProgressBar.bar(1L << 40, 1L << 41));
  }

  @Test
  void aShorterLineWipesALongerOne() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProgressBar bar = new ProgressBar(new PrintStream(out, true, StandardCharsets.UTF_8));
    bar.draw("12345");
    bar.draw("123");
    bar.draw("1234");
    assertEquals("\r12345\r123  \r1234", out.toString(StandardCharsets.UTF_8));
  }
}
