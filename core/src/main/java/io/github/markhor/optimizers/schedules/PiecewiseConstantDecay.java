package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import java.util.List;

/**
 * One rate up to and including each boundary, in steps, and one after the last. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/">Keras:
 * PiecewiseConstantDecay</a>.
 */
public final class PiecewiseConstantDecay implements LearningRateSchedule {
  private final List<Long> boundaries;
  private final List<Double> values;
  private final String name;

  private PiecewiseConstantDecay(List<Long> boundaries, List<Double> values, String name) {
    this.boundaries = List.copyOf(boundaries);
    this.values = List.copyOf(values);
    this.name = name;
    boolean rising = true;
    for (int i = 1; i < boundaries.size(); i++) {
      rising &= boundaries.get(i - 1) < boundaries.get(i);
    }
    if (!rising || values.size() != boundaries.size() + 1) {
      throw new IllegalArgumentException(
          "Expected rising boundaries and one value more than there are boundaries. Received:"
              + " boundaries="
              + boundaries
              + ", values="
              + values);
    }
    values.forEach(value -> Require.notNegative("value", value));
  }

  /**
   * Rates by step.
   *
   * @param boundaries the last step of each rate but the last, rising
   * @param values the rates, one more than there are boundaries
   */
  public static PiecewiseConstantDecay of(List<Long> boundaries, List<Double> values) {
    return new PiecewiseConstantDecay(boundaries, values, "PiecewiseConstant");
  }

  /** From Keras's config. */
  public static PiecewiseConstantDecay fromConfig(Config config) {
    return new PiecewiseConstantDecay(
        config.requireDoubles("boundaries").stream().map(Double::longValue).toList(),
        config.requireDoubles("values"),
        config.getString("name", "PiecewiseConstant"));
  }

  @Override
  public double at(long step) {
    int i = 0;
    while (i < boundaries.size() && step > boundaries.get(i)) {
      i++;
    }
    return values.get(i);
  }

  @Override
  public String className() {
    return "PiecewiseConstantDecay";
  }

  @Override
  public Config config() {
    return new Config().with("boundaries", boundaries).with("values", values).with("name", name);
  }
}
