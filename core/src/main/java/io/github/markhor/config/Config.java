package io.github.markhor.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Named arguments as they stand in JSON: strings, booleans, numbers, null, lists and maps. Reading
 * a missing argument gives the default; reading one of another kind throws a {@link
 * ConfigException} that names it.
 */
public final class Config {
  /** All axes, with that of the batch. */
  public static final int[] ALL_AXES = {};

  /** The argument of a first layer that says the shape of its input, the batch included. */
  public static final String BATCH_SHAPE = "batch_shape";

  /** The names of {@link #BATCH_SHAPE} in all versions of Keras. */
  public static final Set<String> BATCH_SHAPES = Set.of("batch_input_shape", BATCH_SHAPE);

  private final String owner;
  private final Dialect dialect;
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** An empty config of Keras 3, to be filled. */
  public Config() {
    this("", Dialect.KERAS_3, Map.of());
  }

  /**
   * A config that was read.
   *
   * @param owner the name of the class that it belongs to, for messages
   */
  public Config(String owner, Dialect dialect, Map<String, ?> values) {
    this.owner = owner;
    this.dialect = dialect;
    this.values.putAll(values);
  }

  /** Sets an argument and returns this config. Objects and enums are written as Keras does. */
  public Config with(String name, Object value) {
    values.put(name, Registry.serialize(value));
    return this;
  }

  /** Sets all of another config's arguments and returns this config. */
  public Config withAll(Config other) {
    values.putAll(other.values);
    return this;
  }

  /** The version of Keras whose names the config uses. */
  public Dialect dialect() {
    return dialect;
  }

  /** The name of the class that the config belongs to, or empty. */
  public String owner() {
    return owner;
  }

  /** The arguments, in order. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /** True if the argument is there, null or not. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The argument as it stands in JSON, or null. */
  public Object get(String name) {
    return values.get(name);
  }

  /** The argument, or {@code otherwise} where the config does not have it. */
  public String getString(String name, String otherwise) {
    Object value = values.get(name);
    return value == null ? otherwise : expect(name, value, String.class, "a string");
  }

  /** The argument, or {@code otherwise} where the config does not have it. */
  public boolean getBoolean(String name, boolean otherwise) {
    Object value = values.get(name);
    return value == null ? otherwise : expect(name, value, Boolean.class, "true or false");
  }

  /** The argument, or {@code otherwise} where the config does not have it. */
  public double getDouble(String name, double otherwise) {
    Object value = values.get(name);
    return value == null ? otherwise : expect(name, value, Number.class, "a number").doubleValue();
  }

  /** The number, or null. */
  public Double getDouble(String name) {
    Object value = values.get(name);
    return value == null ? null : expect(name, value, Number.class, "a number").doubleValue();
  }

  /** The whole number, or null. */
  public Integer getInt(String name) {
    Object value = values.get(name);
    return value == null ? null : (Integer) wholeNumber(name, value);
  }

  /** The choice of Keras's name, in upper or lower case. */
  public <E extends Enum<E>> E getEnum(String name, E otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    Class<E> type = otherwise.getDeclaringClass();
    String kind = "one of " + KerasNames.all(type);
    E choice = KerasNames.find(type, expect(name, value, String.class, kind));
    if (choice == null) {
      throw wrong(name, kind, value);
    }
    return choice;
  }

  /** A number that has no default. */
  public double requireDouble(String name) {
    return expect(name, values.get(name), Number.class, "a number").doubleValue();
  }

  /** A whole number that has no default. */
  public int requireInt(String name) {
    return wholeNumber(name, values.get(name));
  }

  /** A list of numbers that has no default. */
  public List<Double> requireDoubles(String name) {
    List<Double> numbers = new ArrayList<>();
    for (Object element : expect(name, values.get(name), List.class, "a list of numbers")) {
      numbers.add(expect(name, element, Number.class, "a list of numbers").doubleValue());
    }
    return numbers;
  }

  /** The argument, or {@code otherwise} where the config does not have it. */
  public int getInt(String name, int otherwise) {
    Object value = values.get(name);
    return value == null ? otherwise : wholeNumber(name, value);
  }

  /** A list of whole numbers, or null. */
  public int[] getInts(String name) {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    List<?> elements = expect(name, value, List.class, "a list of whole numbers");
    return elements.stream().mapToInt(element -> wholeNumber(name, element)).toArray();
  }

  /** One or two whole numbers, as many as the default has; a single number stands for both. */
  public int[] getTuple(String name, int... otherwise) {
    Object value = values.get(name);
    if (value instanceof Number) {
      int[] all = new int[otherwise.length];
      Arrays.fill(all, wholeNumber(name, value));
      return all;
    }
    int[] tuple = value == null ? otherwise.clone() : getInts(name);
    if (tuple.length != otherwise.length) {
      String kind = otherwise.length == 2 ? "two whole numbers" : "one whole number";
      throw wrong(name, kind, Arrays.toString(tuple));
    }
    return tuple;
  }

  /**
   * Axes: one number, a list of them, or null, which is {@link #ALL_AXES}.
   *
   * @param otherwise for a config without the argument
   */
  public int[] getAxes(String name, int... otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    Object value = values.get(name);
    if (value == null) {
      return ALL_AXES;
    }
    if (!(value instanceof List<?> list)) {
      return new int[] {wholeNumber(name, value)};
    }
    if (list.isEmpty()) {
      throw new ConfigException("Expected at least one axis. Received: " + name + "=[]");
    }
    return getInts(name);
  }

  /** Axes as Keras writes them: a number where there is one, null for all, else a list. */
  public static Object axes(int... axes) {
    if (axes.length == 0) {
      return null;
    }
    return axes.length == 1 ? (Object) axes[0] : Arrays.stream(axes).boxed().toList();
  }

  /** True if one of {@link #BATCH_SHAPES} is there, null or not. */
  public boolean hasBatchShape() {
    return BATCH_SHAPES.stream().anyMatch(this::has);
  }

  /**
   * The sizes of a sample, without the batch: what Keras 3 calls {@code batch_shape} and Keras 2
   * {@code batch_input_shape} but for the first size; -1 for one that is null, of any size. Null if
   * the config has neither.
   */
  public int[] getSampleShape() {
    String name = has("batch_input_shape") ? "batch_input_shape" : BATCH_SHAPE;
    if (!(values.get(name) instanceof List<?> sizes) || sizes.isEmpty()) {
      return null;
    }
    List<?> sample = sizes.subList(1, sizes.size());
    if (!sample.stream()
        .allMatch(size -> size == null || (size instanceof Number n && n.doubleValue() >= 0))) {
      throw wrong(name, "whole sizes, or null, behind the batch", sizes);
    }
    return sample.stream().mapToInt(size -> size == null ? -1 : wholeNumber(name, size)).toArray();
  }

  /** An argument that is a class name and a config, or a name alone; null where it is null. */
  public <T> T getObject(String name, Class<T> type) {
    Object value = values.get(name);
    return value == null ? null : Registry.make(type, value, dialect);
  }

  private int wholeNumber(String name, Object value) {
    if (!(value instanceof Number number)
        || number.doubleValue() != Math.rint(number.doubleValue())
        || Math.abs(number.doubleValue()) > Integer.MAX_VALUE) {
      throw wrong(name, "a whole number", value);
    }
    return number.intValue();
  }

  private <T> T expect(String name, Object value, Class<T> type, String kind) {
    if (!type.isInstance(value)) {
      throw wrong(name, kind, value);
    }
    return type.cast(value);
  }

  private ConfigException wrong(String name, String kind, Object value) {
    // A text that holds a number looks like one.
    String text = value instanceof String ? "\"" + value + "\"" : Objects.toString(value);
    String received = text.length() > 200 ? text.substring(0, 200) + "…" : text;
    return new ConfigException(
        "Expected "
            + kind
            + " for "
            + name
            + (owner.isEmpty() ? "" : " of " + owner)
            + ". Received: "
            + received);
  }

  @Override
  public String toString() {
    return owner + values;
  }
}
