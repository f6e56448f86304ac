package io.github.markhor.config;

import java.util.function.Function;

/**
 * Says which classes can be made from configs; found by {@link java.util.ServiceLoader}, so that a
 * library's own layers can be loaded from files too.
 */
public interface Catalogue {
  /** Adds every class of this catalogue, or at least those that the registrar wants now. */
  void addTo(Registrar registrar);

  /** Takes the classes of a catalogue. */
  interface Registrar {
    /**
     * Whether classes of a type are asked for; others may be left out. Naming a hundred classes
     * costs tens of milliseconds of a program's start, and few programs need all types.
     */
    boolean wants(Class<?> type);

    /**
     * Adds a class.
     *
     * @param type what it is: {@code Layer.class}, {@code Loss.class} and so on
     * @param className Keras's name of the class, {@code MeanSquaredError}
     * @param maker makes it from its config, ignoring what it does not know
     * @param aliases other names, as a string alone may give them: {@code mse}
     */
    <T> void add(
        Class<T> type, String className, Function<Config, ? extends T> maker, String... aliases);
  }
}
