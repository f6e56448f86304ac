package io.github.markhor.config;

import java.util.function.Function;

/**
 * Lists classes that can be made from configs. Catalogues are found by {@link
 * java.util.ServiceLoader}, so that files can also contain the layers of other libraries.
 */
public interface Catalogue {
  /**
   * Adds every class of this catalogue, or at least those of the types that the registrar wants.
   */
  void addTo(Registrar registrar);

  /** Takes the classes of a catalogue. */
  interface Registrar {
    /**
     * Whether the registrar wants classes of a type; others may be left out. Naming a hundred
     * classes costs tens of milliseconds of a program's start, and few programs need all types.
     */
    boolean wants(Class<?> type);

    /**
     * Adds a class.
     *
     * @param type the type: {@code Layer.class}, {@code Loss.class} and so on
     * @param className Keras's name of the class, {@code MeanSquaredError}
     * @param maker makes an object from its config, ignoring unknown arguments
     * @param aliases other names for a description by a string alone: {@code mse}
     */
    <T> void add(
        Class<T> type, String className, Function<Config, ? extends T> maker, String... aliases);
  }
}
