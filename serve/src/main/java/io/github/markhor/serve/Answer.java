package io.github.markhor.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/** What a request is answered with. */
@SuppressWarnings("ArrayRecordComponent") // it is written and forgotten
record Answer(int status, String contentType, byte[] body) {
  static Answer json(JsonNode node) {
    return text(200, "application/json", node.toString());
  }

  static Answer png(byte[] image) {
    return new Answer(200, "image/png", image);
  }

  static Answer text(int status, String contentType, String text) {
    return new Answer(
        status, contentType + ";charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** A problem as JSON: {@code {"error": "…"}}. */
  static Answer problem(int status, String message) {
    return text(
        status,
        "application/json",
        JsonNodeFactory.instance.objectNode().put("error", message).toString());
  }
}
