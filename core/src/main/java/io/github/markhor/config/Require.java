package io.github.markhor.config;

import io.github.markhor.text.Names;
import java.util.ArrayList;
import java.util.List;

/** Refuses wrong arguments at once, with a message that says the rule and the value received. */
public final class Require {
  private Require() {}

  /**
   * Any value but null.
   *
   * @throws NullPointerException if it is null; the message names the argument
   */
  public static <T> T notNull(String name, T value) {
    if (value == null) {
      throw new NullPointerException("Expected " + name + ". Received: null");
    }
    return value;
  }

  /**
   * An immutable copy of a list.
   *
   * @throws NullPointerException if it is null or holds a null; the message says where
   */
  public static <T> List<T> noneNull(String name, List<? extends T> values) {
    notNull(name, values);
    int place = new ArrayList<>(values).indexOf(null); // immutable lists refuse the question
    if (place >= 0) {
      throw new NullPointerException(
          "Expected no null in " + name + ". Received: null at " + place);
    }
    return List.copyOf(values);
  }

  /** A number of at least 0 that is finite, also as the float32 that it is computed with. */
  public static double notNegative(String name, double value) {
    if (!(value >= 0 && value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Expected "
              + Names.withArticle(name)
              + " that is finite as float32 and at least 0. Received: "
              + argument(name, value));
    }
    return value;
  }

  /** A number from 0 to 1. */
  public static double fraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "Expected "
              + Names.withArticle(name)
              + " from 0 to 1. Received: "
              + argument(name, value));
    }
    return value;
  }

  /** A finite number. */
  public static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Expected a finite " + name + ". Received: " + argument(name, value));
    }
    return value;
  }

  /** A whole number of at least 1. */
  public static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 for " + name + ". Received: " + argument(name, value));
    }
    return value;
  }

  /** An argument as it is written, {@code rate=-1.0}; of what is no name but a phrase the value. */
  private static String argument(String name, Number value) {
    return name.contains(" ") ? String.valueOf(value) : name + "=" + value;
  }
}
