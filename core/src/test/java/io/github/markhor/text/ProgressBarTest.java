package io.github.markhor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final List<String> TAIL =
      List.of("ETA 1:02", "35ms/step", "- accuracy: 0.7123", "- loss: 0.5543");

  @Test
  void fillsUp() {
    assertEquals("─".repeat(20), ProgressBar.bar(0, 7, 20));
    assertEquals("━".repeat(8) + "─".repeat(12), ProgressBar.bar(3, 7, 20));
    assertEquals("━".repeat(20), ProgressBar.bar(7, 7, 20));
    assertEquals("━".repeat(20), ProgressBar.bar(9, 7, 20));
    assertEquals("━".repeat(5) + "─".repeat(5), ProgressBar.bar(1L << 40, 1L << 41, 10));
  }

  @Test
  void aShorterLineWipesALongerOne() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProgressBar bar = new ProgressBar(print(out, StandardCharsets.UTF_8), () -> 80);
    bar.draw("12345", 0, 0, List.of());
    bar.draw("123", 0, 0, List.of());
    bar.draw("1", 0, 0, List.of("23"));
    assertEquals("\r12345\r123  \r1 23", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void noLineIsLongerThanTheTerminals() {
    for (int columns = 0; columns < 120; columns++) {
      String line = ProgressBar.line("12/63", 12, 63, TAIL, columns);
      assertTrue(line.length() <= columns, line);
    }
    String all = ProgressBar.line("12/63", 12, 63, TAIL, 79);
    assertEquals(
        "12/63 ━━━───────────────── ETA 1:02 35ms/step - accuracy: 0.7123 - loss: 0.5543", all);
  }

  @Test
  void theBarMakesRoomAndThenWhatStandsLast() {
    assertEquals(
        "12/63 ━─────── ETA 1:02 35ms/step - accuracy: 0.7123 - loss: 0.5543",
        ProgressBar.line("12/63", 12, 63, TAIL, 67));
    assertEquals(
        "12/63 ━━━───────────────── ETA 1:02 35ms/step - accuracy: 0.7123",
        ProgressBar.line("12/63", 12, 63, TAIL, 66));
    assertEquals("12/63 ━───────", ProgressBar.line("12/63", 12, 63, TAIL, 14));
    assertEquals("12/63", ProgressBar.line("12/63", 12, 63, TAIL, 9));
    assertEquals("12/", ProgressBar.line("12/63", 12, 63, TAIL, 3));
  }

  @Test
  void atTheEndWhatDoesNotFitStandsBelow() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ProgressBar(print(out, StandardCharsets.UTF_8), () -> 48).end("63/63", 63, 63, TAIL);
    assertEquals(
        "\r63/63 ━━━━━━━━━━━━━━━━━━━━ ETA 1:02 35ms/step\n  - accuracy: 0.7123 - loss: 0.5543\n",
        out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }

  @Test
  void codePagesWithoutTheGlyphsGetAscii() {
    for (String charset : List.of("US-ASCII", "ISO-8859-1", "windows-1252")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new ProgressBar(print(out, Charset.forName(charset)), () -> 60)
          .end("5/10", 5, 10, List.of("1s"));
      String text = out.toString(Charset.forName(charset));
      // Before Java 18 a stream does not say its charset, and the terminal's decides.
      if (Runtime.version().feature() >= 18) {
        assertEquals("5/10 ==========---------- 1s", text.strip());
      }
      assertFalse(text.isEmpty());
    }
  }

  private static PrintStream print(ByteArrayOutputStream out, Charset charset) {
    return new PrintStream(out, true, charset);
  }
}
