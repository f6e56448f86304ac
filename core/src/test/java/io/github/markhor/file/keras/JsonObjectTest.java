package io.github.markhor.file.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.file.ModelFileException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JSON that is not trusted. */
final class JsonObjectTest {
  private static final JsonObject JSON =
      JsonObject.parse(
          "config.json of a.keras",
          "{\"text\": \"t\", \"object\": {\"inner\": [1, null]}, \"number\": 2.5, \"none\": null}");

  private static void assertRefused(
      org.junit.jupiter.api.function.Executable action, String... words) {
    String message = assertThrows(ModelFileException.class, action).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), word + " in " + message);
    }
  }

  @Test
  void partsAreReadAsTheTypeThatIsAskedFor() {
    assertEquals("t", JSON.getString("text"));
    assertEquals(2.5, JSON.findDouble("number"));
    assertEquals(Arrays.asList(1, null), JSON.getObject("object").findList("inner"));
  }

  @Test
  void partsOfAnotherTypeAreNotFound() {
    for (String key : List.of("object", "number", "none", "missing")) {
      assertNull(JSON.findString(key));
      assertNull(JSON.findList(key));
    }
    assertNull(JSON.findObject("text"));
    assertNull(JSON.findDouble("text"));
  }

  @Test
  void partsThatAreNeededAreRefusedWithPlaceAndValue() {
    assertRefused(
        () -> JSON.getString("number"),
        "Expected a text as number",
        "config.json of a.keras",
        "2.5");
    assertRefused(() -> JSON.getObject("none"), "Expected an object as none", "null");
    assertRefused(
        () -> JSON.getObject("object").getObject("inner"), "inner in object in config.json");
  }

  /** Python writes and reads them without quotes. */
  @Test
  void numbersThatAreNoneAreKept() {
    String json = new JsonObject().with("a", Double.NaN).with("b", -1 / 0.0).write();
    assertEquals("{\"a\":NaN,\"b\":-Infinity}", json);
    assertEquals(Double.NaN, JsonObject.parse("here", json).findDouble("a"));
    assertEquals(-1 / 0.0, JsonObject.parse("here", json).findDouble("b"));
    assertEquals(1 / 0.0, JsonObject.parse("here", "{\"a\":\"Infinity\"}").findDouble("a"));
  }

  /** As in Python, so that a file means here what it means to Keras. */
  @Test
  void theLastOfTwoEqualKeysCounts() {
    JsonObject json =
        JsonObject.parse("here", "{\"a\": 1, \"b\": {\"c\": [2]}, \"a\": 3, \"b\": {\"d\": 4}}");
    assertEquals(3.0, json.findDouble("a"));
    assertNull(json.getObject("b").get("c"));
    assertEquals(4.0, json.getObject("b").findDouble("d"));
  }

  @Test
  void bytesThatAreNoUtf8AreRefusedByTheirPlace() {
    String latin1 = new String(new byte[] {'"', 'c', 'a', 'f', (byte) 0xe9, '"'}, UTF_8);
    assertRefused(
        () -> JsonObject.parse("config.json of a.keras", "{\"name\": " + latin1 + "}"),
        "UTF-8",
        "config.json of a.keras",
        "caf");
    assertEquals("caf\u00e9", JsonObject.parse("here", "{\"a\": \"caf\u00e9\"}").getString("a"));
  }

  /** As Python reads bytes. */
  @Test
  void aByteOrderMarkIsSkipped() {
    assertEquals("t", JsonObject.parse("a", "\ufeff{\"text\": \"t\"}").getString("text"));
  }

  @Test
  void whatFollowsTheObjectIsRefused() {
    assertRefused(() -> JsonObject.parse("config.json", "{\"a\": 1}{\"a\": 2}"), "config.json");
    assertRefused(() -> JsonObject.parse("config.json", "\ufffd{}"), "at its beginning");
  }

  @Test
  void textsThatAreNoObjectAreRefused() {
    assertRefused(() -> JsonObject.parse("here", "{\"a\": [}"), "Expected JSON in here");
    assertRefused(() -> JsonObject.parse("here", "[1]"), "Expected an object", "here", "[1]");
    assertRefused(() -> JsonObject.parse("here", "null"), "Expected an object", "here");
    assertRefused(() -> JsonObject.parse("here", ""), "here");
    assertRefused(() -> JsonObject.parse("here", "[".repeat(200)), "here", "depth");
    assertRefused(
        () -> JsonObject.parse("here", "{\"a\": " + "9".repeat(200) + "}"), "here", "length");
  }

  @Test
  void longValuesAreShortenedInMessages() {
    JsonObject json = JsonObject.parse("here", "{\"a\": [\"" + "x".repeat(5000) + "\"]}");
    String message = assertThrows(ModelFileException.class, () -> json.getString("a")).getMessage();
    assertTrue(message.length() < 400, message);
  }

  @Test
  void objectsWithinObjectsAreWritten() {
    JsonObject inner = new JsonObject().with("a", null);
    JsonObject json =
        new JsonObject().with("list", Arrays.asList(inner, 3, null)).with("one", inner);
    assertEquals("{\"list\":[{\"a\":null},3,null],\"one\":{\"a\":null}}", json.write());
  }

  @Test
  void numbersThatPythonWritesAreRead() {
    assertEquals(
        Double.POSITIVE_INFINITY,
        JsonObject.parse("here", "{\"a\": Infinity, \"b\": NaN}").findDouble("a"));
  }
}
