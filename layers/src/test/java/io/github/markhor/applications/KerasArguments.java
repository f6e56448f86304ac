package io.github.markhor.applications;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Describes a network by Keras's name of its function and Keras's arguments. */
final class KerasArguments {
  private KerasArguments() {}

  static Application<?> of(String network, JsonNode arguments) throws ReflectiveOperationException {
    Method factory =
        Arrays.stream(Applications.class.getMethods())
            .filter(method -> method.getName().equalsIgnoreCase(network))
            .findAny()
            .orElseThrow(() -> new AssertionError("Applications lacks " + network));
    Application<?> application = (Application<?>) factory.invoke(null);
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      Object value = value(argument.getValue());
      application =
          (Application<?>)
              application
                  .getClass()
                  .getMethod(camelCase(argument.getKey()), type(value))
                  .invoke(application, value);
    }
    return application;
  }

  private static Object value(JsonNode json) {
    if (json.isArray()) {
      return IntStream.range(0, json.size()).map(i -> json.get(i).asInt()).toArray();
    }
    if (json.isBoolean()) {
      return json.asBoolean();
    }
    if (json.isInt()) {
      return json.asInt();
    }
    return json.isDouble() ? json.asDouble() : json.asText();
  }

  private static Class<?> type(Object value) {
    return Map.<Class<?>, Class<?>>of(
            Boolean.class, boolean.class, Integer.class, int.class, Double.class, double.class)
        .getOrDefault(value.getClass(), value.getClass());
  }

  private static String camelCase(String snakeCase) {
    String[] words = snakeCase.split("_");
    for (int i = 1; i < words.length; i++) {
      words[i] = words[i].substring(0, 1).toUpperCase(Locale.ROOT) + words[i].substring(1);
    }
    return String.join("", words);
  }
}
