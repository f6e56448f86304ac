package io.github.markhor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Tables and bars where the output has no lines. */
class GlyphsTest {
  private static final String TABLE = "┏━━┳━┓ ┃ab┃…1┃ ├──┼─┤ ━━── 5 %";

  @Test
  void asciiTakesThePlaceOfLinesWhereThereAreNone() {
    assertEquals(
        "+==+=+ |ab|~1| +--+-+ ==-- 5 %", Glyphs.shownIn(StandardCharsets.US_ASCII, TABLE));
  }

  @Test
  void linesStayWhereTheyCanBeShown() {
    assertEquals(TABLE, Glyphs.shownIn(StandardCharsets.UTF_8, TABLE));
  }
}
