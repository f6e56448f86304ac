package io.github.markhor.search;

import io.github.markhor.text.Names;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a trial by name: Keras Tuner's {@code HyperParameters}. */
public final class Settings {
  private final Map<String, Object> values;

  Settings(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** All settings: numbers ({@code Double}, {@code Integer}) and texts. */
  public Map<String, Object> values() {
    return values;
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if there is no number of that name
   */
  public double getDouble(String name) {
    return number(name).doubleValue();
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if there is no whole number of that name
   */
  public int getInt(String name) {
    double value = getDouble(name);
    if (value != (int) value) {
      throw new IllegalArgumentException(
          "Expected a whole number of the name " + name + ". Received: " + value);
    }
    return (int) value;
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException if there is no text of that name
   */
  public String getString(String name) {
    if (value(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        "Expected a text of the name " + name + ". Received: the number " + value(name));
  }

  private Number number(String name) {
    if (value(name) instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException(
        "Expected a number of the name " + name + ". Received: the text " + value(name));
  }

  private Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Expected a setting of the space, one of "
              + values.keySet()
              + ". "
              + Names.received(values.keySet(), name));
    }
    return value;
  }

  /** The settings, as {learning_rate=0.01, units=64}. */
  @Override
  public String toString() {
    return values.toString();
  }
}
