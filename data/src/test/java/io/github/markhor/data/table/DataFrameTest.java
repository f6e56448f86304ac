package io.github.markhor.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFrameTest {
  private static final CsvOptions PLAIN = CsvOptions.defaults();

  @TempDir Path folder;

  private Path file(byte[]... parts) throws IOException {
    Path file = folder.resolve("table.csv");
    Files.write(file, new byte[0]);
    for (byte[] part : parts) {
      Files.write(file, part, java.nio.file.StandardOpenOption.APPEND);
    }
    return file;
  }

  private Path file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(Path file, CsvOptions options) {
    return assertThrows(IllegalArgumentException.class, () -> DataFrame.readCsv(file, options))
        .getMessage();
  }

  @Test
  void aColumnAsTextIsWhatTheFileHas() throws IOException {
    DataFrame frame =
        DataFrame.readCsv(file("filename,class,note\n007,01,1.50\n8,1,\n09,1e3,+2\n"));
    assertEquals(Arrays.asList(7.0, 8.0, 9.0), frame.column("filename"));
    assertEquals(Arrays.asList(1.5, null, 2.0), frame.column("note"));
    DataFrame texts = frame.asText("class").asText("filename").asText("note");
    assertEquals(List.of("007", "8", "09"), texts.column("filename"));
    assertEquals(List.of("01", "1", "1e3"), texts.column("class"));
    assertEquals(Arrays.asList("1.50", null, "+2"), texts.column("note"));
    DataFrame made = DataFrame.ofColumns(Map.of("k", List.of(1.0, 2.5, 3)));
    assertEquals(List.of("1", "2.5", "3"), made.asText("k").column("k"));
  }

  @Test
  void otherSeparatorsAndEncodings() throws IOException {
    String text = "Name;Größe\r\n\"a;b\";1,5\r\nü;2\r\n";
    for (String encoding : new String[] {"windows-1252", "UTF-8", "UTF-16LE", "UTF-16BE"}) {
      DataFrame frame =
          DataFrame.readCsv(
              file(text.getBytes(Charset.forName(encoding))),
              PLAIN.separator(';').encoding(encoding));
      assertEquals(List.of("Name", "Größe"), frame.columnNames(), encoding);
      assertEquals(List.of("a;b", "ü"), frame.column("Name"), encoding);
      assertEquals(List.of("1,5", "2"), frame.column("Größe"), encoding);
    }
    DataFrame tabs = DataFrame.readCsv(file("a\tb\n1,2\tx\n"), PLAIN.separator("\t"));
    assertEquals(List.of("1,2"), tabs.column("a"));
  }

  @Test
  void aByteOrderMarkTellsTheEncoding() throws IOException {
    for (String encoding : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
      byte[] bytes = "\uFEFFname,n\nñ,1\n".getBytes(Charset.forName(encoding));
      for (CsvOptions options : new CsvOptions[] {PLAIN, PLAIN.encoding("windows-1252")}) {
        DataFrame frame = DataFrame.readCsv(file(bytes), options);
        assertEquals(List.of("name", "n"), frame.columnNames(), encoding);
        assertEquals(List.of("ñ"), frame.column("name"), encoding);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void anotherEncodingIsToldWithItsLineAndARemedy(String end) throws IOException {
    byte[] start = ("filename,class" + end + "a.png,cat" + end).getBytes(StandardCharsets.UTF_8);
    String message = refusal(file(start, "ü.png,dog\n".getBytes("windows-1252")), PLAIN);
    assertTrue(message.contains("byte FC") && message.contains("line 3"), message);
    assertTrue(message.contains("encoding(\"windows-1252\")"), message);
    String wide = refusal(file("a,b\n".getBytes(StandardCharsets.UTF_16LE)), PLAIN);
    assertTrue(wide.contains("UTF-16"), wide);
  }

  @Test
  void rowsAreNamedByTheirLines() throws IOException {
    Path file = file("a,b\n\n\"two\nlines\",1\nx,2\ny,3\n");
    DataFrame frame = DataFrame.readCsv(file);
    assertEquals("row 1, line 3 of " + file, frame.rowName(0));
    assertEquals("row 3, line 6 of " + file, frame.rowName(2));
    assertEquals("row 2", DataFrame.ofColumns(Map.of("k", List.of(1, 2))).rowName(1));
    String message = refusal(file("a,b\n1,2\n\n1,2,3\n"), PLAIN);
    assertTrue(message.contains("in line 4") && message.contains("[1, 2, 3]"), message);
  }

  @Test
  void aMissingColumnComesWithAHint() throws IOException {
    for (String[] hint :
        new String[][] {
          {"a;b\n1;2\n", "separator(';')"},
          {"a\tb\n1\t2\n", "separator('\\t')"},
          {"a, b\n1, 2\n", "there is \" b\""},
          {"a,B\n1,2\n", "there is \"B\""}
        }) {
      DataFrame frame = DataFrame.readCsv(file(hint[0]));
      String message =
          assertThrows(IllegalArgumentException.class, () -> frame.column("b")).getMessage();
      assertTrue(message.contains(hint[1]), message);
    }
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> PLAIN.encoding("klingon"));
    assertThrows(IllegalArgumentException.class, () -> PLAIN.encoding(""));
    assertThrows(IllegalArgumentException.class, () -> PLAIN.separator('"'));
    assertThrows(IllegalArgumentException.class, () -> PLAIN.separator("\n"));
    assertThrows(IllegalArgumentException.class, () -> PLAIN.separator(";;"));
    assertEquals(';', PLAIN.separator(';').encoding("UTF-16").separator());
    assertEquals(StandardCharsets.UTF_16, PLAIN.encoding("UTF-16").separator(';').encoding());
  }
}
