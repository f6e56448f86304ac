package io.github.markhor.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes variants of JSON, each with one part that does not belong there. */
public final class Mutants {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The replacements of each part; the first few alone find most mistakes. */
  private static final List<String> HOSTILE =
      List.of(
          "[null]",
          "-1",
          "null",
          "{\"class_name\": null}",
          "\"x/y\"",
          "true",
          "0",
          "2.5",
          "1e300",
          "\"\"",
          "\"Sequential\"",
          "[]",
          "[[]]",
          "{}",
          "{\"class_name\": \"Dense\", \"config\": 7}",
          "{\"class_name\": \"function\", \"config\": \"x\"}",
          "{\"class_name\": \"__tuple__\"}");

  /** Sizes that no one has the memory for. */
  private static final List<String> HUGE =
      List.of("1000000007", "2147483647", "[2147483647, 2147483647]", "9223372036854775807");

  private Mutants() {}

  /** Reads JSON that is known to be some. */
  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Hands over the variants that take few replacements. */
  public static void forEachOfFew(String text, Consumer<String> action) {
    forEach(text, HOSTILE.subList(0, 2), action);
  }

  /** Hands over the variants that claim huge sizes. */
  public static void forEachHuge(String text, Consumer<String> action) {
    forEach(text, HUGE, action);
  }

  /** Hands over all variants: each part replaced by each of what does not belong there. */
  public static void forEach(String text, Consumer<String> action) {
    forEach(text, HOSTILE, action);
  }

  private static void forEach(String text, List<String> hostile, Consumer<String> action) {
    JsonNode root = parse(text);
    List<ContainerNode<?>> containers = new ArrayList<>();
    collect(root, containers);
    for (ContainerNode<?> container : containers) {
      if (container instanceof ObjectNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        for (String key : keys) {
          JsonNode original = object.get(key);
          for (String other : hostile) {
            object.set(key, parse(other));
            action.accept(root.toString());
          }
          object.remove(key);
          action.accept(root.toString());
          object.set(key, original);
        }
      } else if (container instanceof ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
          JsonNode original = array.get(i);
          for (String other : hostile) {
            array.set(i, parse(other));
            action.accept(root.toString());
          }
          array.set(i, original);
        }
      }
    }
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
    if (node instanceof ContainerNode<?> container) {
      containers.add(container);
      container.forEach(child -> collect(child, containers));
    }
  }
}
