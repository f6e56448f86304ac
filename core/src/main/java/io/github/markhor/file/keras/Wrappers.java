package io.github.markhor.file.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that JSON has no form for, which Keras wraps in a class. */
final class Wrappers {
  /** The classes and the key of the only part of each. */
  private static final Map<String, String> PARTS =
      Map.of("__tuple__", "items", "__numpy__", "value", "__tensor__", "value");

  private Wrappers() {}

  /** A value of JSON with the plain ones in place of all that are wrapped within it. */
  static Object unwrapped(Object value) {
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(unwrapped(element)));
      return copy;
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    if ("ndarray".equals(map.get("type")) && map.containsKey("value")) {
      // Keras 2.0 to 2.2, of an argument that is an array of NumPy.
      return unwrapped(map.get("value"));
    }
    String part = PARTS.get(String.valueOf(map.get("class_name")));
    if (part != null && map.containsKey(part)) {
      return unwrapped(map.get(part));
    }
    if (part != null && map.get("config") instanceof Map<?, ?> config && config.containsKey(part)) {
      return unwrapped(config.get(part));
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, inner) -> copy.put(String.valueOf(key), unwrapped(inner)));
    return copy;
  }
}
