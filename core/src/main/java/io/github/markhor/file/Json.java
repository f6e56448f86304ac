package io.github.markhor.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.markhor.text.JsonBounds;
import java.util.Map;

/** The JSON of model files, within bounds. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonBounds.factory())
          // Python writes these.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private Json() {}

  /**
   * Reads an object.
   *
   * @param what what is read, for messages
   */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> read(String what, String text) {
    try {
      if (MAPPER.readValue(text, Object.class) instanceof Map<?, ?> map) {
        return (Map<String, Object>) map;
      }
    } catch (JsonProcessingException problem) {
      throw new ModelFileException(
          "Expected JSON in " + what + ". Received: " + problem.getOriginalMessage(), problem);
    }
    throw new ModelFileException("Expected an object as the JSON of " + what + ".");
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException problem) {
      throw new ModelFileException("A config cannot be written as JSON: " + value, problem);
    }
  }
}
