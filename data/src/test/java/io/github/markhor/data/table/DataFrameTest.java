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

  @Test
  void aQuoteThatDoesNotEndIsNamedByItsLine() throws IOException {
    for (String end : new String[] {"", "\n", "\"\"", ",\"\"\n"}) {
      String message = refusal(file("name,class\r\na,b\r\nc,\"d\r\ne,f\r\ng,h" + end), PLAIN);
      assertTrue(message.contains("line 3") && message.contains("table.csv"), message);
    }
    DataFrame closed = DataFrame.readCsv(file("name,class\n\"a,\"\"\n\",\"\"\n"));
    assertEquals(List.of("a,\"\n"), closed.column("name"));
  }

  @Test
  void utf16WithoutAMarkIsReadInEitherOrder() throws IOException {
    for (String encoding : new String[] {"UTF-16LE", "UTF-16BE"}) {
      byte[] bytes = "name,class\n\u043f\u0440,\u0434\n".getBytes(Charset.forName(encoding));
      DataFrame frame = DataFrame.readCsv(file(bytes), PLAIN.encoding("UTF-16"));
      assertEquals(List.of("\u0434"), frame.column("class"), encoding);
      String message = refusal(file(bytes), PLAIN);
      assertTrue(message.contains("a zero at byte") && message.contains("UTF-16"), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"latin-1", "latin_1", "Latin1", "cp1252", "iso8859-1", "mac_roman"})
  void encodingsHavePythonsNamesToo(String name) throws IOException {
    byte[] bytes = "name,n\nx,1\n".getBytes(StandardCharsets.US_ASCII);
    assertEquals(List.of("x"), DataFrame.readCsv(file(bytes), PLAIN.encoding(name)).column("name"));
    assertEquals(Charset.forName("windows-31j"), PLAIN.encoding("cp932").encoding());
    assertEquals(StandardCharsets.UTF_8, PLAIN.encoding("utf-8-sig").encoding());
    assertEquals(StandardCharsets.UTF_16LE, PLAIN.encoding("utf_16_le").encoding());
  }

  @Test
  void otherMistakesOfTablesAreNamed() throws IOException {
    assertTrue(refusal(file("PK\003\004abc"), PLAIN).contains("Excel"));
    assertTrue(refusal(file("a;b\nx;1,5\n"), PLAIN).contains("separator(';')"));
    DataFrame headless = DataFrame.readCsv(file("a.PNG,cat\nb.png,dog\n"));
    DataFrame marked = DataFrame.readCsv(file("\u200bfilename,class\na.png,cat\n"));
    for (Map.Entry<DataFrame, String> each :
        Map.of(headless, "looks like a row", marked, "differs in spaces, signs").entrySet()) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> each.getKey().column("filename"))
              .getMessage();
      assertTrue(message.contains(each.getValue()), message);
    }
  }
}
