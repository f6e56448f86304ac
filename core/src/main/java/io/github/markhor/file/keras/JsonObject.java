package io.github.markhor.file.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.text.JsonBounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object of JSON as Keras has it in files: as it was read, or as it is to be written. What was
 * read is not trusted, so every part is asked for with the type that it is to have. Of a key that
 * comes twice the last one counts, as in Python: a file means what it means to Keras.
 */
final class JsonObject {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonBounds.factory())
          // Python writes and reads these, without quotes.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What stands for bytes that are no UTF-8; Python writes it as an escape where it is meant. */
  private static final char NO_UTF_8 = '\ufffd';

  /** What some editors on Windows write before UTF-8; Python skips it too. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** What Markhor wrote with quotes before. */
  private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  private final String place;
  private final Map<String, Object> values;

  private JsonObject(String place, Map<String, Object> values) {
    this.place = place;
    this.values = values;
  }

  /** An empty object that is to be filled and written. */
  JsonObject() {
    this("what is written", new LinkedHashMap<>());
  }

  /**
   * Reads an object.
   *
   * @param place where it stands, for messages: {@code config.json of a.keras}
   * @throws ModelFileException if the text is no JSON, or not an object
   */
  static JsonObject parse(String place, String text) {
    int broken = text.indexOf(NO_UTF_8);
    if (broken >= 0) {
      throw new ModelFileException(
          "Expected JSON in UTF-8 in "
              + place
              + ". Received: bytes that are no UTF-8 "
              + (broken == 0
                  ? "at its beginning"
                  : "behind " + text.substring(Math.max(0, broken - 40), broken)));
    }
    Object value;
    try {
      boolean marked = text.startsWith(BYTE_ORDER_MARK);
      value = MAPPER.readValue(marked ? text.substring(1) : text, Object.class);
    } catch (JsonProcessingException problem) {
      throw new ModelFileException(
          "Expected JSON in " + place + ". Received: " + problem.getOriginalMessage(), problem);
    }
    return of(place, value);
  }

  /**
   * An object out of what was read.
   *
   * @param place where it stands, for messages
   * @throws ModelFileException if it is none
   */
  static JsonObject of(String place, Object value) {
    JsonObject object = find(place, value);
    if (object == null) {
      throw new ModelFileException(
          "Expected an object as the JSON of " + place + ". Received: " + shortened(value));
    }
    return object;
  }

  /** An object out of what was read; null if it is none. */
  static JsonObject find(String place, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, part) -> values.put(String.valueOf(key), part));
    return new JsonObject(place, values);
  }

  /** Sets a part, which may hold other objects, and returns this object. */
  JsonObject with(String key, Object value) {
    values.put(key, plain(value));
    return this;
  }

  private static Object plain(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list.stream().map(JsonObject::plain).toList());
    }
    return value instanceof JsonObject object ? object.values() : value;
  }

  /** All parts, in order. */
  Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** A part of any type, or null. */
  Object get(String key) {
    return values.get(key);
  }

  /**
   * A text.
   *
   * @throws ModelFileException if there is none under the key
   */
  String getString(String key) {
    if (values.get(key) instanceof String text) {
      return text;
    }
    throw wrong("a text", key);
  }

  /**
   * An object.
   *
   * @throws ModelFileException if there is none under the key
   */
  JsonObject getObject(String key) {
    JsonObject object = findObject(key);
    if (object == null) {
      throw wrong("an object", key);
    }
    return object;
  }

  /** A text; null if there is none under the key. */
  String findString(String key) {
    return values.get(key) instanceof String text ? text : null;
  }

  /** An object; null if there is none under the key. */
  JsonObject findObject(String key) {
    return find(key + " in " + place, values.get(key));
  }

  /** A list; null if there is none under the key. */
  @SuppressWarnings("unchecked")
  List<Object> findList(String key) {
    return values.get(key) instanceof List<?> list ? (List<Object>) list : null;
  }

  /** A number, NaN and infinity also as texts; null if there is none under the key. */
  Double findDouble(String key) {
    if (values.get(key) instanceof String text && NO_NUMBERS.contains(text)) {
      return Double.valueOf(text);
    }
    return values.get(key) instanceof Number number ? (Double) number.doubleValue() : null;
  }

  /** The exception for a part that is missing or of another type. */
  ModelFileException wrong(String expected, String key) {
    return new ModelFileException(
        "Expected "
            + expected
            + " as "
            + key
            + " in "
            + place
            + ". Received: "
            + shortened(values.get(key)));
  }

  /** A value in a message. */
  static String shortened(Object value) {
    String text = String.valueOf(value);
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  /** As text. */
  String write() {
    try {
      return MAPPER.writeValueAsString(values);
    } catch (JsonProcessingException problem) {
      throw new ModelFileException("A config cannot be written as JSON: " + values, problem);
    }
  }
}
