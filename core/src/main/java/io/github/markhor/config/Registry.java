package io.github.markhor.config;

import io.github.markhor.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Makes objects from configs, with all catalogues on the class path together. */
public final class Registry {
  private static final List<Catalogue> CATALOGUES =
      ServiceLoader.load(Catalogue.class).stream().map(ServiceLoader.Provider::get).toList();

  /** By type and name; the makers of a type are collected when the first is needed. */
  private static final Map<Class<?>, Map<String, Function<Config, ?>>> MAKERS =
      new ConcurrentHashMap<>();

  private Registry() {}

  private static Map<String, Function<Config, ?>> makers(Class<?> wanted) {
    return MAKERS.computeIfAbsent(
        wanted,
        unused -> {
          Map<String, Function<Config, ?>> byName = new HashMap<>();
          CATALOGUES.forEach(catalogue -> catalogue.addTo(registrar(wanted, byName)));
          return byName;
        });
  }

  private static Catalogue.Registrar registrar(
      Class<?> wanted, Map<String, Function<Config, ?>> byName) {
    return new Catalogue.Registrar() {
      @Override
      public boolean wants(Class<?> type) {
        return type == wanted;
      }

      @Override
      public <T> void add(
          Class<T> type, String className, Function<Config, ? extends T> maker, String... aliases) {
        if (wants(type)) {
          byName.put(className, maker);
          for (String alias : aliases) {
            byName.put(alias, maker);
          }
        }
      }
    };
  }

  /** True if something of that type and name can be made. */
  public static boolean knows(Class<?> type, String name) {
    return makers(type).containsKey(name);
  }

  /** All names of a type, aliases included, in alphabetical order. */
  public static Set<String> names(Class<?> type) {
    return new TreeSet<>(makers(type).keySet());
  }

  /**
   * Makes an object from its description: a map with class_name and config, or a name alone.
   *
   * @throws ConfigException if the description is neither, the name is unknown, or an argument is
   *     refused
   */
  public static <T> T make(Class<T> type, Object description, Dialect dialect) {
    Object name = description;
    Object arguments = Map.of();
    Dialect understood = dialect;
    if (description instanceof Map<?, ?> map) {
      name = map.get("class_name");
      arguments = map.get("config") == null ? Map.of() : map.get("config");
      // Keras 3 writes functions, the user's and its own, as this class with the name as config.
      if ("function".equals(name) && arguments instanceof String) {
        understood = Dialect.KERAS_3;
        name = arguments;
        arguments = Map.of();
      }
    }
    if (!(name instanceof String text) || !(arguments instanceof Map<?, ?> map)) {
      throw new ConfigException(
          "Expected a name, or class_name and config, of "
              + Names.withArticle(type.getSimpleName())
              + ". Received: "
              + description);
    }
    Function<Config, ?> maker = makers(type).get(text);
    if (maker == null) {
      throw new ConfigException(
          "Expected a known "
              + type.getSimpleName()
              + ", one of "
              + names(type)
              + ". "
              + Names.received(names(type), text));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, value) -> values.put(String.valueOf(key), value));
    try {
      return type.cast(maker.apply(new Config(text, understood, values)));
    } catch (ConfigException wrong) {
      throw wrong;
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(text + ": " + wrong.getMessage(), wrong);
    }
  }

  /**
   * A value as it stands in JSON: a configurable becomes a map with class_name and config, an enum
   * Keras's name of it.
   */
  static Object serialize(Object value) {
    if (value instanceof Configurable configurable) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("class_name", configurable.className());
      map.put("config", configurable.config().values());
      return map;
    }
    if (value instanceof Enum<?> choice) {
      return KerasNames.of(choice);
    }
    if (value instanceof int[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    }
    if (value instanceof double[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    }
    if (value instanceof Collection<?> elements) {
      // List.copyOf would refuse null, which JSON has.
      List<Object> list = new ArrayList<>();
      elements.forEach(element -> list.add(serialize(element)));
      return list;
    }
    return value;
  }
}
