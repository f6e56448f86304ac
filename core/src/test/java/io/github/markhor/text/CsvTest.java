package io.github.markhor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void fieldsAreQuotedWhereTheyMust() {
    assertEquals("cat 1.jpg", Csv.field("cat 1.jpg"));
    assertEquals("\"cats, dogs\"", Csv.field("cats, dogs"));
    assertEquals("\"a \"\"cat\"\"\"", Csv.field("a \"cat\""));
    assertEquals("\"two\nlines\"", Csv.field("two\nlines"));
    assertEquals("\"two\rlines\"", Csv.field("two\rlines"));
    assertEquals("cats, dogs", Csv.field("cats, dogs", ";"));
    assertEquals("\"a;b\"", Csv.field("a;b", ";"));
    assertEquals("\"plain\"", Csv.quoted("plain"));
  }
}
