package io.github.markhor.search;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.tensor.Philox;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that a search may choose, by name. Immutable: each method returns a changed copy.
 * Keras Tuner's names for them are {@code hp.Float}, {@code hp.Int} and {@code hp.Choice}.
 *
 * <pre>{@code
 * SearchSpace space = SearchSpace.empty()
 *     .logUniform("learning_rate", 1e-4, 1e-1)
 *     .uniform("dropout", 0.2, 0.6)
 *     .integers("units", 64, 512, 64)
 *     .choice("optimizer", "adam", "rmsprop");
 * }</pre>
 */
public final class SearchSpace extends Immutable<SearchSpace> {
  private static final SearchSpace EMPTY = new SearchSpace();

  private Map<String, Range> ranges = Map.of();

  /** What one setting may be. */
  private interface Range {
    /** The value for a number of [0, 1). */
    Object at(double share);
  }

  private record Uniform(double low, double high) implements Range {
    @Override
    public Object at(double share) {
      return low + share * (high - low);
    }
  }

  private record LogUniform(double low, double high) implements Range {
    @Override
    public Object at(double share) {
      return Math.min(high, Math.max(low, low * Math.pow(high / low, share)));
    }
  }

  private record Integers(int low, int high, int step) implements Range {
    @Override
    public Object at(double share) {
      long count = ((long) high - low) / step + 1;
      long place = (long) (share * count);
      return (int) (low + place * step);
    }
  }

  private record Choice(List<Object> values) implements Range {
    @Override
    public Object at(double share) {
      return values.get((int) (share * values.size()));
    }
  }

  private SearchSpace() {}

  /** A space without settings, to which they are added. */
  public static SearchSpace empty() {
    return EMPTY;
  }

  /** A number from low to high, all equally likely. */
  public SearchSpace uniform(String name, double low, double high) {
    checkBounds(low, high);
    return and(name, new Uniform(low, high));
  }

  /**
   * A number from low to high whose logarithm is drawn, so that each power of ten is as likely as
   * the next: for learning rates.
   */
  public SearchSpace logUniform(String name, double low, double high) {
    checkBounds(low, high);
    if (low <= 0) {
      throw new IllegalArgumentException("Expected a low above 0. Received: low=" + low);
    }
    return and(name, new LogUniform(low, high));
  }

  /** A whole number from low to high, both included. */
  public SearchSpace integers(String name, int low, int high) {
    return integers(name, low, high, 1);
  }

  /** One of low, low + step, low + 2 · step and so on, up to high. */
  public SearchSpace integers(String name, int low, int high, int step) {
    checkBounds(low, high);
    Require.positive("step", step);
    return and(name, new Integers(low, high, step));
  }

  /** One of some texts. */
  public SearchSpace choice(String name, String... values) {
    return choice(name, Require.noneNull("values", asList(values)));
  }

  /** One of some numbers. */
  public SearchSpace choice(String name, double... values) {
    Require.notNull("values", values);
    for (double value : values) {
      Require.finite("value", value);
    }
    return choice(name, Arrays.stream(values).boxed().toList());
  }

  private static List<String> asList(String[] values) {
    return Arrays.asList(Require.notNull("values", values));
  }

  private SearchSpace choice(String name, List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one value to choose. Received: none for " + name);
    }
    return and(name, new Choice(List.copyOf(values)));
  }

  private static void checkBounds(double low, double high) {
    if (!(low <= high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "Expected finite numbers, low at most high. Received: low=" + low + ", high=" + high);
    }
  }

  private SearchSpace and(String name, Range range) {
    if (Require.notNull("name", name).isBlank()) {
      throw new IllegalArgumentException("Expected a name for the setting. Received: none");
    }
    if (ranges.containsKey(name)) {
      throw new IllegalArgumentException("Expected each setting once. Received again: " + name);
    }
    Map<String, Range> longer = new LinkedHashMap<>(ranges);
    longer.put(name, range);
    return with(copy -> copy.ranges = Collections.unmodifiableMap(longer));
  }

  /**
   * The settings of a trial: a function of the seed and the trial's number alone.
   *
   * @param trial from 0
   */
  public Settings sample(long seed, int trial) {
    Map<String, Object> values = new LinkedHashMap<>();
    int[] words = new int[Philox.BLOCK];
    int place = 0;
    for (Map.Entry<String, Range> entry : ranges.entrySet()) {
      Philox.block(seed, place++, trial, words, 0);
      values.put(entry.getKey(), entry.getValue().at(Philox.toDouble(words[0], words[1])));
    }
    return new Settings(values);
  }

  /** The settings' names. */
  List<String> names() {
    return List.copyOf(ranges.keySet());
  }

  /** Each setting and what it may be; equal spaces have equal texts. */
  @Override
  public String toString() {
    return ranges.toString();
  }
}
