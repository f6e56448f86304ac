package io.github.markhor.conformance;

import io.github.markhor.Model;
import io.github.markhor.applications.Application;
import io.github.markhor.applications.Applications;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A network of {@code keras.applications}: its weights come from each of the case's files, and
 * {@code predict(x)} is {@code y}; whole models too. What is written between is for Keras, which
 * benchmarks/peers/keras_applications.py asks to predict the same.
 */
final class ApplicationKind {
  private ApplicationKind() {}

  static void run(Case given, Checks checks) throws ReflectiveOperationException {
    for (Object file : given.list("weights")) {
      Application<?> network = network(given).weights(path(given, file));
      try (Model model = network.model()) {
        Predictions.check(given, checks, model.predict(given.tensor("x")));
      }
    }
    Object first = given.list("weights").get(0);
    try (Model model = network(given).weights(path(given, first)).model()) {
      checks.equal("parameters", (long) given.number("parameters"), model.countParams());
      for (Object file : given.list("write_weights")) {
        model.saveWeights(path(given, file));
      }
      for (Object file : given.list("write_models")) {
        model.save(path(given, file));
      }
    }
    for (Object file : given.list("models")) {
      try (Model model = Model.load(path(given, file))) {
        Predictions.check(given, checks, model.predict(given.tensor("x")));
      }
    }
  }

  private static Path path(Case given, Object file) {
    return given.folder().resolve((String) file);
  }

  private static Application<?> network(Case given) throws ReflectiveOperationException {
    Application<?> network = Applications.of(given.string("network"));
    for (Map.Entry<String, Object> argument : given.map("arguments").entrySet()) {
      Object value = value(argument.getValue());
      network =
          (Application<?>)
              network
                  .getClass()
                  .getMethod(camelCase(argument.getKey()), type(value))
                  .invoke(network, value);
    }
    return network;
  }

  private static Object value(Object json) {
    return json instanceof List<?> sizes
        ? sizes.stream().mapToInt(JsonNumbers::whole).toArray()
        : json;
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
