package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;

/**
 * The base of Keras's metrics: a name for the logs. Each method that sets an argument returns a
 * changed copy.
 *
 * @param <M> the metric's own class
 */
public abstract class AbstractMetric<M extends AbstractMetric<M>> extends Immutable<M>
    implements Metric {
  private String name;

  protected AbstractMetric(String name) {
    this.name = Require.notNull("name", name);
  }

  /** This metric under another name, for the logs. */
  public final M name(String name) {
    Require.notNull("name", name);
    return with(copy -> ((AbstractMetric<?>) copy).name = name);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public Config config() {
    return new Config().with("name", name).with("dtype", "float32");
  }

  /** This metric under the name in a config; an alias such as "mse" is a name too. */
  protected final M named(Config config) {
    boolean alias = !config.owner().isEmpty() && !config.owner().equals(className());
    return name(config.getString("name", alias ? config.owner() : name));
  }

  /** a / b, or 0 where b is 0. */
  static double quotient(double a, double b) {
    return b == 0 ? 0 : a / b;
  }

  @Override
  public final String toString() {
    return className() + config().values();
  }
}
